#include "client/files/formats/sqlite_database.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "core/base/bytes.h"

namespace redactd::files {
namespace {

constexpr int kPatienceMs = 1500;

// SQLite refuses a path with a link anywhere in it; one in its folders is the user's own affair.
std::string with_real_folder(const std::string& path) {
  size_t slash = path.rfind('/');
  std::string folder = slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
  std::unique_ptr<char, decltype(&free)> real(realpath(folder.c_str(), nullptr), free);
  if (!real) return path;
  return std::string(real.get()) + "/" + (slash == std::string::npos ? path : path.substr(slash + 1));
}

}  // namespace

void Database::Close::operator()(sqlite3* handle) const { sqlite3_close(handle); }

Database::Database(const std::string& path, Access access) {
  int flags = SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
  flags |= access == Access::kWrite ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  std::string name = "file:" + percent_encode(with_real_folder(path)) + (access == Access::kImmutable ? "?immutable=1" : "");
  sqlite3* handle = nullptr;
  int code = sqlite3_open_v2(name.c_str(), &handle, flags, nullptr);
  handle_.reset(handle);
  if (!check(code)) return;
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, kPatienceMs);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);  // full-text tables keep their text in shadow tables
  // Nothing to temporary files; no map, which a truncation would turn into a signal; whole pages in memory until the commit.
  run("PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0; PRAGMA cache_spill=OFF; PRAGMA cell_size_check=ON; "
      "PRAGMA ignore_check_constraints=ON; PRAGMA foreign_keys=OFF; PRAGMA synchronous=FULL");
}

bool Database::check(int code) {
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return true;
  error_ = code;
  return false;
}

bool Database::is_busy() const {
  int code = error_ & 0xff;
  return code == SQLITE_BUSY || code == SQLITE_LOCKED;
}

bool Database::is_corrupt() const {
  int code = error_ & 0xff;
  return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

std::string Database::reason() const { return sqlite3_errstr(error_); }

bool Database::is_read_only() const { return sqlite3_db_readonly(handle_.get(), "main") != 0; }

bool Database::run(const std::string& sql) { return check(sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr)); }

bool Database::each(const std::string& sql, const std::function<void(sqlite3_stmt*)>& row) {
  sqlite3_stmt* made = nullptr;
  int code = sqlite3_prepare_v2(handle_.get(), sql.c_str(), -1, &made, nullptr);
  std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> statement(made, sqlite3_finalize);
  if (!check(code)) return false;
  while ((code = sqlite3_step(made)) == SQLITE_ROW) row(made);
  return check(code);
}

std::string Database::text(sqlite3_stmt* row, int column) {
  const void* bytes = sqlite3_column_text(row, column);
  int size = sqlite3_column_bytes(row, column);
  return bytes == nullptr ? "" : std::string(static_cast<const char*>(bytes), static_cast<size_t>(size));
}

int64_t Database::number(sqlite3_stmt* row, int column) { return sqlite3_column_int64(row, column); }

std::string Database::text_of(const std::string& sql) {
  std::string found;
  each(sql, [&](sqlite3_stmt* row) { found = text(row, 0); });
  return found;
}

int64_t Database::number_of(const std::string& sql) {
  int64_t found = 0;
  each(sql, [&](sqlite3_stmt* row) { found = number(row, 0); });
  return found;
}

std::string sql_name(const std::string& name) {
  std::string quoted = "\"";
  for (char c : name) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace redactd::files
