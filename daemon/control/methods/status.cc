#include <nlohmann/json.hpp>

#include "daemon/control/methods.h"

namespace redactd::daemon {

Answer method_status(ControlServices& services, const Caller&, const std::string&) {
  const nlohmann::ordered_json status = {
      {"generation", services.rules.current().generation()},
      {"rules", services.rules.current().size()},
      {"patterns", services.rules.patterns().size()},
      {"uptime_s", services.uptime_s()},
      {"captured_lines", services.metrics.captured_lines},
      {"masked", services.metrics.masked},
      {"connections", services.connections()},
      {"version", services.version},
  };
  return status.dump();
}

}  // namespace redactd::daemon
