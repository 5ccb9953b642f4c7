#include <nlohmann/json.hpp>

#include "daemon/control/methods.h"

namespace redactd::daemon {

// Other users' own patterns are theirs to see.
Answer method_rules_list(ControlServices& services, const Caller& caller, const std::string&) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& compiled : services.rules.current().rules()) {
    const RuleSpec& rule = spec_of(*compiled);
    const bool may_see_values = caller.peer.uid == 0 || caller.peer.uid == services.own_uid;
    if (rule.kind == RuleKind::kExact && rule.owner_uid != caller.peer.uid && !may_see_values) continue;
    if (rule.owner_uid && *rule.owner_uid != caller.peer.uid && !caller.may_change) continue;
    list.push_back({{"id", rule.id}, {"label", rule.label}, {"title", rule.title}, {"family", rule.family},
                    {"kind", name_of(rule.kind)}, {"mode", name_of(rule.mode)}, {"source", rule.source}});
  }
  return nlohmann::ordered_json{{"rules", std::move(list)}}.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace redactd::daemon
