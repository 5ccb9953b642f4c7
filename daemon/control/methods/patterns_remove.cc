#include "daemon/control/change.h"
#include "daemon/control/methods.h"
#include "daemon/control/params.h"

namespace redactd::daemon {

Answer method_patterns_remove(ControlServices& services, const Caller& caller, const std::string& text) {
  Params params(text);
  const std::string id = params.text("id", true);
  const std::string reason = params.text("reason", true);
  if (Status read = params.status(); !read) return read.error();
  if (reason.empty()) return Error{"rpc.params_invalid", "The reason is empty; it is written down.", "Say why the pattern goes."};
  const OperatorPattern* pattern = services.rules.find(id);
  const auto owner = pattern == nullptr ? std::optional<uint32_t>() : pattern->rule.owner_uid;
  if (Status may = check_may_change(caller, owner); !may) return may.error();
  return audited_change(services, &caller, AuditEntry{"remove", id, reason, owner ? "user" : "system", false},
                        [&] { return services.rules.remove(id); });
}

}  // namespace redactd::daemon
