#include <nlohmann/json.hpp>

#include "daemon/control/leak_services.h"
#include "daemon/control/methods.h"

namespace redactd::daemon {

Answer method_status(ControlServices& services, const Caller&, const std::string&) {
  // null: the ledger could not be opened.
  nlohmann::ordered_json open, overdue;
  if (const auto leaks = leaks_of(services)) {
    const LeakCounts counts = (*leaks)->ledger.counts(services.clock.now_us() / 1'000'000);
    open = counts.open;
    overdue = counts.overdue;
  }
  const nlohmann::ordered_json status = {
      {"generation", services.rules.current().generation()},
      {"rules", services.rules.current().size()},
      {"patterns", services.rules.patterns().size()},
      {"uptime_s", services.uptime_s()},
      {"captured_lines", services.metrics.captured_lines},
      {"masked", services.metrics.masked},
      {"connections", services.connections()},
      {"version", services.version},
      {"leaks_open", open},
      {"leaks_overdue", overdue},
  };
  return status.dump();
}

}  // namespace redactd::daemon
