#include "client/link/harden.h"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace redactd::link {

void forbid_core_dumps() {
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
}

}  // namespace redactd::link
