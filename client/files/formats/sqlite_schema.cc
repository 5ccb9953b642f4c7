#include "client/files/formats/sqlite_schema.h"

#include <algorithm>
#include <set>

#include "core/base/bytes.h"

namespace redactd::files {
namespace {

bool is_full_text(const std::string& sql) {
  std::string text = lowercase(sql);
  size_t at = text.find(" using ");
  return at != std::string::npos && text.compare(at + 7, 3, "fts") == 0;
}

// Their rows are an index of tokens; it is thrown away and made again.
std::set<std::string> index_tables(const std::vector<std::string>& full_texts) {
  std::set<std::string> names;
  for (const auto& name : full_texts) {
    for (const char* part : {"_data", "_idx", "_docsize", "_config", "_segments", "_segdir", "_stat"}) names.insert(name + part);
  }
  return names;
}

std::vector<std::string> columns_of(Database& database, const std::string& table) {
  std::vector<std::string> columns;
  database.each("PRAGMA table_xinfo(" + sql_name(table) + ")", [&](sqlite3_stmt* row) {
    constexpr int kName = 1, kHidden = 6;
    if (Database::number(row, kHidden) == 0) columns.push_back(Database::text(row, kName));
  });
  return columns;
}

}  // namespace

Schema schema_of(Database& database) {
  Schema schema;
  std::vector<std::string> names;
  database.each("SELECT name, coalesce(sql, '') FROM sqlite_schema WHERE type = 'table' AND name <> 'sqlite_sequence'", [&](sqlite3_stmt* row) {
    std::string name = Database::text(row, 0), sql = Database::text(row, 1);
    if (lowercase(sql.substr(0, 14)) != "create virtual") {
      names.push_back(name);
    } else if (is_full_text(sql)) {
      schema.full_texts.push_back(name);
    }
  });
  std::set<std::string> indexes = index_tables(schema.full_texts);
  for (const auto& name : names) {
    if (indexes.count(name) == 0) schema.tables.push_back({name, columns_of(database, name)});
  }
  return schema;
}

std::vector<std::string> column_lists(const Table& table) {
  std::vector<std::string> lists;
  for (size_t begin = 0; begin < table.columns.size(); begin += kColumnsAtOnce) {
    std::string list;
    for (size_t i = begin; i < std::min(begin + kColumnsAtOnce, table.columns.size()); ++i) {
      list += (list.empty() ? "" : ", ") + sql_name(table.columns[i]);
    }
    lists.push_back(list);
  }
  return lists;
}

}  // namespace redactd::files
