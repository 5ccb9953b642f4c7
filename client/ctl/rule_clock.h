// How long each rule's confirmations take.
#pragma once

#include <cstdint>
#include <vector>

#include "core/engine/trace.h"

namespace redactd::ctl {

struct RuleCost {
  uint64_t ns = 0;
  uint64_t hits = 0;      // places where a literal of the rule stood
  uint64_t searches = 0;  // ... that were looked at closely: RE2 was asked, a value was read, a command line split into words
  uint64_t matches = 0;   // ... and what they gave, masks of overlapping rules included
};

class RuleClock : public ConfirmProbe {
 public:
  // Rules are numbered as in the snapshot; all argv rules together stand behind the last one, since they are confirmed in one go.
  explicit RuleClock(size_t rules) : costs_(rules + 1) {}

  void enter(uint32_t rule) override;
  void leave(uint32_t rule, size_t searches, size_t findings) override;

  // The costs since the last call, what reading the clock takes taken off.
  std::vector<RuleCost> take();

  // Nanoseconds that enter() and leave() measure with nothing between.
  static uint64_t measured_overhead_ns();

 private:
  size_t index(uint32_t rule) const;

  std::vector<RuleCost> costs_;
  uint64_t started_ = 0;
};

// Nanoseconds of the monotonic clock: cheap enough to be read around each hit.
uint64_t monotonic_ns();
// Nanoseconds of the processor that this thread had: other programs do not count, but each reading is a system call.
uint64_t processor_ns();

}  // namespace redactd::ctl
