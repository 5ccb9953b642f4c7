// The files of a SQLite database: itself, and those that SQLite keeps beside it (sqlite.org/tempfiles.html).
#pragma once

#include <string>
#include <string_view>

namespace redactd::files {

inline constexpr std::string_view kSqliteMagic{"SQLite format 3\0", 16};

// For "x.db-wal" and "x.db-journal" where x.db is there and is a database: its path. Otherwise empty.
std::string database_beside(std::string_view path);

}  // namespace redactd::files
