#include <nlohmann/json.hpp>

#include "daemon/control/methods.h"

namespace redactd::daemon {

Answer method_sinks(ControlServices& services, const Caller&, const std::string&) {
  auto list = nlohmann::ordered_json::array();
  for (const SinkStatus& sink : services.sinks.sinks()) {
    list.push_back({{"type", sink.type}, {"path", sink.path}, {"format", sink.format}, {"bytes", sink.bytes},
                    {"lag", sink.waiting}, {"last_seq", sink.last_seq}, {"last_error", sink.last_error}});
  }
  return nlohmann::ordered_json{{"sinks", std::move(list)}}.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace redactd::daemon
