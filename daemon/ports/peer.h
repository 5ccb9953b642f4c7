// Who is at the other end of a socket, as the kernel says it; never taken from text.
#pragma once

#include <cstdint>

namespace redactd::daemon {

struct Peer {
  int64_t pid = 0;
  uint32_t uid = 0;
  uint32_t gid = 0;
};

}  // namespace redactd::daemon
