// What all parts of one sweep share.
#pragma once

#include <atomic>
#include <cstdint>

#include "client/files/seen.h"
#include "client/files/sweep.h"
#include "client/files/tally.h"

namespace redactd::files {

struct Context {
  Context(const drill::Target& target_, const SweepOptions& options_) : target(target_), options(options_), tally(target_) {}

  const drill::Target& target;
  const SweepOptions& options;
  Tally tally;
  Seen seen;
  unsigned round = 0;
  bool last_round = false;
  std::atomic<uint64_t> files_done{0}, files_known{0}, bytes_done{0}, bytes_known{0};
};

}  // namespace redactd::files
