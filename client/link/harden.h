// What every program does that has raw text in its memory.
#pragma once

namespace redactd::link {

// No core dump and no ptrace by the same user: PR_SET_DUMPABLE 0 and RLIMIT_CORE 0 (prctl(2), setrlimit(2)). To be called
// before the first secret is read.
void forbid_core_dumps();

// Where the limits permit it (root, or no limit on locked memory): nothing of this process goes to swap, buffers of libraries
// such as zlib and SQLite included.
void keep_memory_from_swap();

}  // namespace redactd::link
