#include <array>
#include <utility>

#include "daemon/control/methods.h"

namespace redactd::daemon {

Method find_method(std::string_view name) {
  static constexpr auto kMethods = std::to_array<std::pair<std::string_view, Method>>({
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
      {"leaks.record", method_leaks_record},
      {"leaks.update", method_leaks_update},
      {"leaks.set_state", method_leaks_set_state},
      {"leaks.list", method_leaks_list},
      {"leaks.calendar", method_leaks_calendar},
      {"leaks.export", method_leaks_export},
      {"leaks.import", method_leaks_import},
      {"ledger.rekey", method_ledger_rekey},
      {"masks.by_day", method_masks_by_day},
      {"vault.add", method_vault_add},
      {"vault.list", method_vault_list},
      {"vault.forget", method_vault_forget},
  });
  for (const auto& [known, method] : kMethods) {
    if (known == name) return method;
  }
  return nullptr;
}

bool takes_file(std::string_view method) { return method == "vault.add" || method == "leaks.record"; }

}  // namespace redactd::daemon
