#include <nlohmann/json.hpp>

#include "daemon/control/methods.h"

namespace redactd::daemon {

Answer method_metrics(ControlServices& services, const Caller&, const std::string&) {
  const Gauges gauges{services.rules.current().generation(), services.rules.current().size(), services.rules.patterns().size(),
                      services.connections(), services.uptime_s()};
  return nlohmann::json{{"text", open_metrics(services.metrics, gauges)}}.dump();
}

}  // namespace redactd::daemon
