// The bytes of a database's files, where SQLite itself offers nothing.
#pragma once

#include <cstdint>
#include <string>

namespace redactd::files {

// By its header: the read version is that of WAL.
bool is_in_wal_mode(int fd);

// A rollback journal with a header: SQLite would play it back.
bool is_hot_journal(const std::string& path);

// Overwrites a file beside the database with zeros, if it is there and a regular file. Only while nobody else uses it.
void overwrite_file(const std::string& path);

// The data from `begin` to the end of the file.
void overwrite_from(int fd, uint64_t begin);

}  // namespace redactd::files
