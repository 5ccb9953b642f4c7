#include "client/link/harden.h"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace redactd::link {

void forbid_core_dumps() {
#ifndef __SANITIZE_ADDRESS__  // LeakSanitizer traces its own process at the end
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
  rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
}

}  // namespace redactd::link
