// After a missed deadline the daemon is left alone for a while: a hung daemon costs one deadline, not one per line.
#pragma once

#include <cstdint>

#include "core/base/limits.h"

namespace redactd::link {

class CircuitBreaker {
 public:
  // True while the daemon is not to be asked. Times are monotonic milliseconds.
  bool is_open(uint64_t now_ms) const { return now_ms < closed_again_ms_; }
  void trip(uint64_t now_ms) { closed_again_ms_ = now_ms + kBreakerOpenMs; }

 private:
  uint64_t closed_again_ms_ = 0;
};

}  // namespace redactd::link
