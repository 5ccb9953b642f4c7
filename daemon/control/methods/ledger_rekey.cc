#include "daemon/control/change.h"
#include "daemon/control/leak_services.h"
#include "daemon/control/methods.h"

namespace redactd::daemon {

// New leaks get fingerprints of a new key; the older keys go on recognising older leaks.
Answer method_ledger_rekey(ControlServices& services, const Caller& caller, const std::string&) {
  if (Status may = check_may_change(caller, std::nullopt); !may) return may.error();
  const auto leaks = leaks_of(services);
  if (!leaks) return leaks.error();
  return audited_act(services, caller, AuditEntry{"ledger-rekey", {}, {}, {}, false}, [&]() -> Result<std::string> {
    const auto keys = (*leaks)->fingerprints.rekey();
    if (!keys) return keys.error();
    return "{\"keys\":" + std::to_string(*keys) + "}";
  });
}

}  // namespace redactd::daemon
