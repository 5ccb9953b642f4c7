#include "client/link/harden.h"

#include <linux/capability.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace redactd::link {

rlim_t forbid_core_dumps() {
#ifndef __SANITIZE_ADDRESS__  // LeakSanitizer traces its own process at the end
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
  rlimit limit{};
  getrlimit(RLIMIT_CORE, &limit);
  const rlim_t before = limit.rlim_cur;
  // The hard limit stays: without it what we start could not get its own back.
  limit.rlim_cur = 0;
  setrlimit(RLIMIT_CORE, &limit);
  return before;
}

void restore_core_limit(rlim_t soft) {
  rlimit limit{};
  getrlimit(RLIMIT_CORE, &limit);
  limit.rlim_cur = soft;
  setrlimit(RLIMIT_CORE, &limit);
}

void keep_memory_from_swap() {
#ifndef __SANITIZE_ADDRESS__  // its shadow is larger than any memory
  rlimit limit{};
  // Root inside a container is bound by the limit like everybody else.
  const bool unlimited_root = geteuid() == 0 && prctl(PR_CAPBSET_READ, CAP_IPC_LOCK, 0, 0, 0) == 1;
  const bool permitted = unlimited_root || (getrlimit(RLIMIT_MEMLOCK, &limit) == 0 && limit.rlim_cur == RLIM_INFINITY);
  // Below a limit, every later allocation could fail; libsodium locks what must be locked there.
  if (permitted) mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT);
#endif
}

}  // namespace redactd::link
