// Masks a database through SQLite, so that no raw page is written on the way and none stays.
//
// The change is made in WAL mode, also where the database is not in it: a rollback journal would be a copy of the raw pages. WAL
// gets pages as they are after the change (nothing is spilled before). VACUUM copies what is left into a temporary database, which
// is kept in memory, and from there into the WAL: both hold masked text only. Where nobody else has the database open, the bytes
// of the old -wal, of a stale -journal and of the end that VACUUM cuts off are overwritten with zeros before they are freed.
// A kill at any point leaves a database that SQLite recovers; it may then stay in WAL mode.
#pragma once

#include "client/files/formats/fault.h"

namespace redactd::files {

struct Masking {
  uint64_t rows_left = 0;     // that could not be changed: a unique key forbids it
  bool is_busy = false;       // somebody reads or writes: not all raw pages could go
  bool has_piece = false;     // a piece of what was masked still stands in a full-text index
  bool was_alone = false;     // nobody else had it open: freed blocks were overwritten
  std::string incomplete;     // a table could not be changed, and why
};

// Faults: left "busy" (locked; nothing was changed), an obstacle, unread (corrupt, disk full: what was committed stays masked).
std::optional<Fault> mask_database(const OpenFile& file, const drill::Target& target, const SweepOptions& options, Masking& masking);

// Left "busy".
Left busy_database(const std::string& path);

}  // namespace redactd::files
