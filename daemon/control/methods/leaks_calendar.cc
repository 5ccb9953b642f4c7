#include <nlohmann/json.hpp>

#include "daemon/control/leak_services.h"
#include "daemon/control/methods.h"
#include "daemon/ledger/calendar.h"

namespace redactd::daemon {

Answer method_leaks_calendar(ControlServices& services, const Caller&, const std::string&) {
  const auto leaks = leaks_of(services);
  if (!leaks) return leaks.error();
  return nlohmann::json{{"text", calendar_text((*leaks)->ledger.leaks())}}.dump();
}

}  // namespace redactd::daemon
