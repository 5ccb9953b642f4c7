#include <nlohmann/json.hpp>

#include "daemon/control/leak_services.h"
#include "daemon/control/methods.h"

namespace redactd::daemon {

Answer method_metrics(ControlServices& services, const Caller&, const std::string&) {
  Gauges gauges{services.rules.current().generation(), services.rules.current().size(), services.rules.patterns().size(),
                      services.connections(), services.uptime_s(), {}, std::nullopt};
  if (const auto leaks = leaks_of(services)) {
    LeakCounts counts = (*leaks)->ledger.counts(services.clock.now_us() / 1'000'000);
    gauges.leaks = std::move(counts.by_state);
    gauges.leaks_overdue = counts.overdue;
  }
  return nlohmann::json{{"text", open_metrics(services.metrics, gauges)}}.dump();
}

}  // namespace redactd::daemon
