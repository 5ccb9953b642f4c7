// What tables of a database hold text, and which full-text indexes stand on them.
#pragma once

#include <string>
#include <vector>

#include "client/files/formats/sqlite_database.h"

namespace redactd::files {

struct Table {
  std::string name;
  std::vector<std::string> columns;  // stored ones; generated columns follow from them
};

struct Schema {
  std::vector<Table> tables;            // with the shadow tables in which full-text tables keep their text
  std::vector<std::string> full_texts;  // virtual tables of FTS3, FTS4 and FTS5; their indexes are made again from the text
};

// Check database.ok() afterwards.
Schema schema_of(Database& database);

// "a", "b" for use in SQL; at most `kColumnsAtOnce`, since a function takes no more arguments.
inline constexpr size_t kColumnsAtOnce = 60;
std::vector<std::string> column_lists(const Table& table);

}  // namespace redactd::files
