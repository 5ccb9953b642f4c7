#include "client/link/clock.h"

#include <ctime>

namespace redactd::link {

uint64_t monotonic_ms() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1000 + static_cast<uint64_t>(now.tv_nsec) / 1'000'000;
}

int64_t wall_seconds() { return static_cast<int64_t>(time(nullptr)); }

}  // namespace redactd::link
