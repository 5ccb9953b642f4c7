#include "daemon/rim/sqlite/database.h"

#include <sqlite3.h>

namespace redactd::daemon {
namespace {

constexpr int kBusyMs = 2000;  // somebody looks into the file with another program

}  // namespace

Database::~Database() { close(); }

void Database::close() {
  sqlite3_close_v2(handle_);
  handle_ = nullptr;
}

Status Database::open(const std::string& path) {
  // Without SQLITE_OPEN_CREATE: the file was made with its mode before.
  if (sqlite3_open_v2(path.c_str(), &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_PRIVATECACHE, nullptr) != SQLITE_OK) {
    const Error error = failure();
    close();
    return Error{"ledger.unavailable", error.what, error.hint};
  }
  sqlite3_busy_timeout(handle_, kBusyMs);
  sqlite3_extended_result_codes(handle_, 1);
  return run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF;");
}

Status Database::run(const char* sql) {
  if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) == SQLITE_OK) return {};
  return failure();
}

Error Database::failure() const {
  const int code = handle_ == nullptr ? SQLITE_NOMEM : sqlite3_errcode(handle_) & 0xff;
  const std::string what = std::string("The ledger: ") + (handle_ == nullptr ? "no memory" : sqlite3_errmsg(handle_)) + ".";
  if (code == SQLITE_FULL) return Error{"ledger.no_space", what, "Make room; nothing was changed."};
  if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB) {
    return Error{"ledger.unavailable", what, "Move STATE/ledger.sqlite away, then redactctl ledger import the last export."};
  }
  return Error{"ledger.io", what, "Look at the disk and at the modes of STATE/ledger.sqlite*; nothing was changed."};
}

Statement::Statement(Database& database, const char* sql) {
  ok_ = sqlite3_prepare_v2(database.handle(), sql, -1, &handle_, nullptr) == SQLITE_OK;
}
Statement::~Statement() { sqlite3_finalize(handle_); }

Statement& Statement::text(int index, std::string_view value) {
  const char* bytes = value.data() == nullptr ? "" : value.data();
  ok_ = ok_ && sqlite3_bind_text64(handle_, index, bytes, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8) == SQLITE_OK;
  return *this;
}

Statement& Statement::number(int index, int64_t value) {
  ok_ = ok_ && sqlite3_bind_int64(handle_, index, value) == SQLITE_OK;
  return *this;
}

Statement& Statement::optional_text(int index, const std::optional<std::string>& value) {
  if (value) return text(index, *value);
  ok_ = ok_ && sqlite3_bind_null(handle_, index) == SQLITE_OK;
  return *this;
}

bool Statement::next() {
  if (!ok_) return false;
  const int stepped = sqlite3_step(handle_);
  ok_ = stepped == SQLITE_ROW || stepped == SQLITE_DONE;
  return stepped == SQLITE_ROW;
}

bool Statement::run() {
  next();
  if (ok_) ok_ = sqlite3_reset(handle_) == SQLITE_OK;
  return ok_;
}

std::string Statement::column_text(int column) {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
  if (bytes == nullptr) return {};
  return std::string(bytes, static_cast<size_t>(sqlite3_column_bytes(handle_, column)));
}

int64_t Statement::column_number(int column) { return sqlite3_column_int64(handle_, column); }
bool Statement::column_is_null(int column) { return sqlite3_column_type(handle_, column) == SQLITE_NULL; }

Transaction::~Transaction() {
  if (begun_ && !committed_) {
    const Status undone = database_.run("ROLLBACK");
    (void)undone;  // where even that fails, SQLite has rolled back already
  }
}

Status Transaction::commit() {
  Status done = database_.run("COMMIT");
  committed_ = done.ok();
  return done;
}

}  // namespace redactd::daemon
