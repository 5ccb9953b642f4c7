// What all changing methods share: who may, the audit line, the answer.
#pragma once

#include <string>

#include "daemon/control/environment.h"

namespace redactd::daemon {

// One change for the audit file: never the pattern's samples, never a secret.
struct AuditEntry {
  std::string action;  // add, remove, mask, observe, reload, expire
  std::string id;
  std::string reason;
  std::string scope;
  bool forced = false;
  bool hidden = false;  // subscribers hear of the generation only, not of the ids
};

// Writes the audit line, makes the change, takes the line back if the change failed; answers the change and tells
// subscribers. `caller` null: the daemon itself (expiry).
Answer audited_change(ControlServices& services, const Caller* caller, const AuditEntry& entry,
                      const std::function<Result<Change>()>& change);

// For changes that make no generation: the audit line, the change, the line taken back if the change failed. `change` answers
// JSON text.
Answer audited_act(ControlServices& services, const Caller& caller, const AuditEntry& entry,
                   const std::function<Result<std::string>()>& change);

// Patterns whose time was over: named in the audit file and to subscribers.
void report_expiry(ControlServices& services, const Change& change);

// A caller may touch a pattern of its own user's scope; everything else needs may_change. Error: auth.refused.
Status check_may_change(const Caller& caller, const std::optional<uint32_t>& owner_uid);

std::string change_json(const Change& change);

}  // namespace redactd::daemon
