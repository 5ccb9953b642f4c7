#include "daemon/control/methods.h"
#include "daemon/control/pattern_json.h"

namespace redactd::daemon {

// System patterns, and of scope user one's own; operators see all.
Answer method_patterns_list(ControlServices& services, const Caller& caller, const std::string&) {
  std::string list;
  for (const OperatorPattern& pattern : services.rules.patterns()) {
    const auto& owner = pattern.rule.owner_uid;
    if (owner && *owner != caller.peer.uid && !caller.may_change) continue;
    list += (list.empty() ? "" : ",") + pattern_json(pattern);
  }
  return "{\"generation\":" + std::to_string(services.rules.current().generation()) + ",\"patterns\":[" + list + "]}";
}

}  // namespace redactd::daemon
