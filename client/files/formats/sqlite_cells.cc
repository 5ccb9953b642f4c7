#include "client/files/formats/sqlite_cells.h"

#include <sqlite3.h>

#include <new>

#include "client/files/formats/scan.h"
#include "core/base/bytes.h"
#include "core/drill/mask.h"

namespace redactd::files {
namespace {

constexpr const char* kHit = "redactd_hit";
constexpr const char* kCount = "redactd_count";
constexpr const char* kMask = "redactd_mask";

Cells& cells_of(sqlite3_context* context) { return *static_cast<Cells*>(sqlite3_user_data(context)); }

// Text and blobs; numbers hold no secret of eight characters that could be masked in the same length.
bool has_bytes(sqlite3_value* value) {
  int type = sqlite3_value_type(value);
  return type == SQLITE_TEXT || type == SQLITE_BLOB;
}

std::string_view bytes_of(sqlite3_value* value) {
  const void* bytes = sqlite3_value_type(value) == SQLITE_TEXT ? sqlite3_value_text(value) : sqlite3_value_blob(value);
  return {static_cast<const char*>(bytes), bytes == nullptr ? 0 : static_cast<size_t>(sqlite3_value_bytes(value))};
}

// No exception crosses SQLite.
template <typename Work>
void guarded(sqlite3_context* context, Work work) {
  try {
    work();
  } catch (const std::bad_alloc&) {
    sqlite3_result_error_nomem(context);
  }
}

void hit(sqlite3_context* context, int count, sqlite3_value** values) {
  guarded(context, [&] {
    int found = 0;
    for (int i = 0; i < count && found == 0; ++i) {
      if (has_bytes(values[i]) && cells_of(context).hits(bytes_of(values[i]))) found = 1;
    }
    sqlite3_result_int(context, found);
  });
}

void count_cells(sqlite3_context* context, int count, sqlite3_value** values) {
  guarded(context, [&] {
    for (int i = 0; i < count; ++i) {
      if (has_bytes(values[i])) cells_of(context).count_cell(bytes_of(values[i]));
    }
    sqlite3_result_int(context, 0);
  });
}

void mask(sqlite3_context* context, int, sqlite3_value** values) {
  guarded(context, [&] {
    if (!has_bytes(values[0]) || !cells_of(context).hits(bytes_of(values[0]))) return sqlite3_result_value(context, values[0]);
    std::string text = cells_of(context).masked(bytes_of(values[0]));
    if (sqlite3_value_type(values[0]) == SQLITE_TEXT) {
      sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    } else {
      sqlite3_result_blob64(context, text.data(), text.size(), SQLITE_TRANSIENT);
    }
  });
}

using Function = void (*)(sqlite3_context*, int, sqlite3_value**);

void define(sqlite3* handle, const char* name, int arguments, Cells* cells, Function function) {
  // DIRECTONLY: nothing in the schema may call it.
  sqlite3_create_function_v2(handle, name, arguments, SQLITE_UTF8 | SQLITE_DIRECTONLY, cells, function, nullptr, nullptr, nullptr);
}

// Digits for the last padding characters, so that two masks differ; a mask without room stays as it is.
void number_mask(std::span<char> mask, uint64_t number) {
  std::string digits = std::to_string(number);
  if (mask.size() < digits.size() + 1) return;
  auto tail = mask.last(digits.size() + 1);
  for (char c : tail) {
    if (c != '*') return;
  }
  std::copy(digits.begin(), digits.end(), mask.end() - static_cast<std::ptrdiff_t>(digits.size()));
}

}  // namespace

Cells::Cells(Database& database, const OpenFile& file, const drill::Target& target, const SweepOptions& options)
    : database_(database), file_(file), target_(target), options_(options), search_(target) {
  define(database.handle(), kHit, -1, this, hit);
  define(database.handle(), kCount, -1, this, count_cells);
  define(database.handle(), kMask, 1, this, mask);
}

Cells::~Cells() {
  define(database_.handle(), kHit, -1, nullptr, nullptr);
  define(database_.handle(), kCount, -1, nullptr, nullptr);
  define(database_.handle(), kMask, 1, nullptr, nullptr);
}

bool Cells::hits(std::string_view cell) {
  for (const auto& match : search_.find(cell)) {
    if (is_masked(match)) return true;
  }
  return false;
}

void Cells::count_cell(std::string_view cell) {
  for (const auto& match : search_.find(cell)) count(match, file_, options_, *counted_);
}

std::string Cells::masked(std::string_view cell) {
  std::string text(cell);
  std::vector<drill::Match> chosen;
  for (const auto& match : search_.find(cell)) {
    if (!is_masked(match)) continue;
    chosen.push_back(match);
    pieces_.add(cell.substr(match.begin, match.end - match.begin));
  }
  drill::mask_in_memory(chosen, target_, 0, text.data(), text.size());
  if (is_numbering_) {
    ++number_;
    for (const auto& match : chosen) number_mask(std::span<char>(text).subspan(match.begin, match.end - match.begin), number_);
  }
  return text;
}

bool Cells::count_table(const Table& table, FileResult& result) {
  counted_ = &result;
  for (const auto& list : column_lists(table)) {
    std::string sql = "SELECT " + std::string(kCount) + "(" + list + ") FROM main." + sql_name(table.name);
    if (!database_.each(sql, [](sqlite3_stmt*) {})) return false;
  }
  return true;
}

bool Cells::mask_table(const Table& table, uint64_t& remaining) {
  for (size_t begin = 0; begin < table.columns.size(); begin += kColumnsAtOnce) {
    Table part{table.name, {}};
    size_t end = std::min(begin + kColumnsAtOnce, table.columns.size());
    part.columns.assign(table.columns.begin() + static_cast<std::ptrdiff_t>(begin), table.columns.begin() + static_cast<std::ptrdiff_t>(end));
    std::string sets;
    for (const auto& column : part.columns) {
      sets += (sets.empty() ? "" : ", ") + sql_name(column) + " = " + kMask + "(" + sql_name(column) + ")";
    }
    std::string name = "main." + sql_name(table.name), where = " WHERE " + std::string(kHit) + "(" + column_lists(part)[0] + ")";
    std::string count_sql = "SELECT count(*) FROM " + name + where;
    uint64_t rows = static_cast<uint64_t>(database_.number_of(count_sql));
    // Twice with numbers: a number that happens to be taken already is followed by others.
    for (int round = 0; round < 3 && rows > 0 && database_.ok(); ++round) {
      is_numbering_ = round > 0;
      database_.run("UPDATE OR IGNORE " + name + " SET " + sets + where);
      rows = static_cast<uint64_t>(database_.number_of(count_sql));
    }
    is_numbering_ = false;
    if (!database_.ok()) return false;
    remaining += rows;
  }
  return true;
}

}  // namespace redactd::files
