// What every program does that has raw text in its memory.
#pragma once

#include <sys/resource.h>

namespace redactd::link {

// No core dump and no ptrace by the same user: PR_SET_DUMPABLE 0 and a soft RLIMIT_CORE of 0 (prctl(2), setrlimit(2)). To be
// called before the first secret is read. Returns the soft limit as it was.
rlim_t forbid_core_dumps();

// For a program that is about to be started in our place: the limit is its user's, not ours. Safe after fork().
void restore_core_limit(rlim_t soft);

// Where the limits permit it (root, or no limit on locked memory): nothing of this process goes to swap, buffers of libraries
// such as zlib and SQLite included.
void keep_memory_from_swap();

}  // namespace redactd::link
