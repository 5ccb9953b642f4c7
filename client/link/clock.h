// The two clocks of the clients. Everything else takes time as an argument.
#pragma once

#include <cstdint>

namespace redactd::link {

// Milliseconds of CLOCK_MONOTONIC.
uint64_t monotonic_ms();

// Seconds since 1970, UTC.
int64_t wall_seconds();

}  // namespace redactd::link
