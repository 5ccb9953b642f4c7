// What the process takes from itself before it reads its first raw byte.
#pragma once

#include <cstddef>

namespace redactd::daemon {

// No core dumps, no debugger of the same user, private files whatever the umask was, SIGPIPE ignored.
void harden_process();

// Raises the soft limit of descriptors to the hard one; the result.
size_t raise_descriptor_limit();

}  // namespace redactd::daemon
