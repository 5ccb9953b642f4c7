// Masks matches where they stand: exactly their bytes, in an order in which a kill at any point leaves each match masked,
// untouched, or with its head raw, which a search for partials finds.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "client/files/bench.h"
#include "core/drill/mask.h"

namespace redactd::files {

struct Overwritten {
  std::vector<bool> masked;  // of each match; one that is no longer what was found stays as it is
  int error = 0;             // errno of the write, read or sync that failed; matches before it may be masked
};

// `text` holds the bytes from offset `begin` on as they were searched. `write_fd` was opened without O_APPEND: with it Linux
// ignores the offset (pwrite(2), BUGS). Syncs between the steps of matches that need two; the last sync is the caller's.
Overwritten overwrite(int read_fd, int write_fd, const std::vector<drill::Match>& matches, const drill::Target& target,
                      std::span<const char> text, uint64_t begin, Bench& bench);

}  // namespace redactd::files
