// Hands a value to the daemon's vault: it stands in sealed memory, and the daemon gets the descriptor.
#pragma once

#include <cstdint>
#include <string>

#include "client/ctl/rpc.h"
#include "core/base/result.h"
#include "core/base/secret_view.h"

namespace redactd::ctl {

struct HeldValue {
  std::string id;           // of its rule: vault-<name in lower case, _ as ->
  uint64_t generation = 0;  // that is in force
  std::string change;       // {"generation","added","removed"} as JSON text
};

// Masked as [REDACTED_<NAME>] on the caller's lines until the daemon ends or forgets it. Adding a value again changes nothing.
// Errors: io.no_memory, link.*, vault.*.
Result<HeldValue> hold_value(Rpc& daemon, const std::string& name, SecretView value);

}  // namespace redactd::ctl
