// A secret as a descriptor that can be handed to the daemon, without any write() that carries its bytes.
#pragma once

#include "client/link/fd.h"
#include "core/base/result.h"
#include "core/base/secret_view.h"

namespace redactd::link {

// The bytes in sealed memory without a name (memfd_create(2)): close-on-exec, locked while it is filled, unchangeable from then
// on. Errors: io.no_memory.
Result<Fd> secret_descriptor(SecretView secret);

}  // namespace redactd::link
