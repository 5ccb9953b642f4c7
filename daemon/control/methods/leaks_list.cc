#include "daemon/control/leak_json.h"
#include "daemon/control/leak_services.h"
#include "daemon/control/methods.h"

namespace redactd::daemon {

Answer method_leaks_list(ControlServices& services, const Caller&, const std::string&) {
  const auto leaks = leaks_of(services);
  if (!leaks) return leaks.error();
  return "{\"leaks\":" + leaks_json((*leaks)->ledger.leaks(), services.clock.now_us() / 1'000'000) + "}";
}

}  // namespace redactd::daemon
