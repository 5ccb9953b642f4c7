// The files of a SQLite database: itself, and those that SQLite keeps beside it (sqlite.org/tempfiles.html).
#pragma once

#include <string>
#include <string_view>

namespace redactd::files {

inline constexpr std::string_view kSqliteMagic{"SQLite format 3\0", 16};

// For "x.db-wal" and "x.db-journal" with the first bytes of such a file, where x.db is a file: its path. Otherwise empty.
// x.db is not opened: closing it would drop the locks that SQLite holds on it for this process (sqlite.org/howtocorrupt.html, 2.2).
std::string database_beside(std::string_view first_bytes, std::string_view path);

}  // namespace redactd::files
