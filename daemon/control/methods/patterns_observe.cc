#include "daemon/control/change.h"
#include "daemon/control/methods.h"
#include "daemon/control/params.h"

namespace redactd::daemon {

// {"id", "observe": true|false}: false lets an observed pattern mask.
Answer method_patterns_observe(ControlServices& services, const Caller& caller, const std::string& text) {
  Params params(text);
  const std::string id = params.text("id", true);
  const bool observe = params.flag("observe", true);
  const std::string reason = params.text("reason");
  if (Status read = params.status(); !read) return read.error();
  const OperatorPattern* pattern = services.rules.find(id);
  const auto owner = pattern == nullptr ? std::optional<uint32_t>() : pattern->rule.owner_uid;
  if (Status may = check_may_change(caller, owner); !may) return may.error();
  const AuditEntry entry{observe ? "observe" : "mask", id, reason, owner ? "user" : "system", false};
  return audited_change(services, &caller, entry,
                        [&] { return services.rules.set_mode(id, observe ? RuleMode::kObserve : RuleMode::kMask); });
}

}  // namespace redactd::daemon
