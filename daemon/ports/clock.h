// The wall clock, for times that people read and patterns that expire. Deadlines take monotonic milliseconds as arguments.
#pragma once

#include <cstdint>

namespace redactd::daemon {

class WallClock {
 public:
  virtual ~WallClock() = default;
  virtual int64_t now_us() const = 0;  // since 1970, UTC
};

}  // namespace redactd::daemon
