// Masks matches where they stand: exactly their bytes, in an order in which a kill at any point leaves each match masked,
// untouched, or with its head raw, which a search for partials finds.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "client/files/bench.h"
#include "core/drill/mask.h"

namespace redactd::files {

struct Overwritten {
  std::vector<bool> masked;  // of each match; one that is no longer what was found stays as it is
  int error = 0;             // errno of the write, read or sync that failed; then some may be masked, and none is said to be
};

// One range of one file. A match over a page boundary is written in steps, the later page first; its next step waits for a
// sync, and one sync serves as many as the bench has room for.
class Overwriter {
 public:
  Overwriter(int read_fd, const drill::Target& target, Bench& bench) : read_fd_(read_fd), target_(target), bench_(bench) {}

  // `text` holds the bytes from offset `begin` on as they were searched. `write_fd` was opened without O_APPEND: with it Linux
  // ignores the offset (pwrite(2), BUGS).
  Overwritten mask(int write_fd, const std::vector<drill::Match>& matches, std::span<const char> text, uint64_t begin);

  // The steps that still wait. The result is errno, or 0. The last sync is the caller's.
  int finish();

 private:
  struct Waiting {
    unsigned step;
    drill::Write write;
    std::string_view expected;  // in the bench: what stands there until it is written; empty: not looked at again
  };

  int write_first_steps(const drill::Match& match, std::string_view covered);
  bool still_stands(std::string_view covered, uint64_t offset);
  std::string_view keep(std::string_view bytes);

  int read_fd_;
  int write_fd_ = -1;
  const drill::Target& target_;
  Bench& bench_;
  std::vector<Waiting> waiting_;
  size_t kept_ = 0;
};

}  // namespace redactd::files
