// SQLite databases: masked through SQLite, checked in the raw bytes.
#pragma once

#include "client/files/handler.h"

namespace redactd::files {

// `file`: the database, or its -wal or -journal. These are counted where they stand; masking them is the database's affair, done
// with it, or from here where only they were named. Throws std::bad_alloc.
FileResult handle_sqlite(const OpenFile& file, const drill::Target& target, const SweepOptions& options);

}  // namespace redactd::files
