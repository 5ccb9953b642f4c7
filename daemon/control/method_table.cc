#include <array>
#include <utility>

#include "daemon/control/methods.h"

namespace redactd::daemon {

Method find_method(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, Method>, 10> kMethods = {{
      {"status", method_status},
      {"metrics", method_metrics},
      {"sinks", method_sinks},
      {"rules.list", method_rules_list},
      {"reload", method_reload},
      {"patterns.add", method_patterns_add},
      {"patterns.list", method_patterns_list},
      {"patterns.get", method_patterns_get},
      {"patterns.remove", method_patterns_remove},
      {"patterns.observe", method_patterns_observe},
  }};
  for (const auto& [known, method] : kMethods) {
    if (known == name) return method;
  }
  return nullptr;
}

}  // namespace redactd::daemon
