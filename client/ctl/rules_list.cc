#include "client/ctl/rules_list.h"

#include <nlohmann/json.hpp>

#include "client/ctl/output.h"
#include "client/ctl/rpc.h"
#include "client/ctl/rule_sources.h"

namespace redactd::ctl {
namespace {

using nlohmann::ordered_json;

Result<ordered_json> own_rules(const Globals& globals) {
  auto rules = load_rules(globals, {});
  if (!rules.ok()) return rules.error();
  auto list = ordered_json::array();
  for (const RuleSpec& rule : *rules) {
    list.push_back({{"id", rule.id}, {"label", rule.label}, {"title", rule.title}, {"family", rule.family},
                    {"kind", name_of(rule.kind)}, {"mode", name_of(rule.mode)}, {"source", rule.source}});
  }
  return ordered_json{{"rules", std::move(list)}};
}

std::string text(const ordered_json& rule, const char* key) {
  auto at = rule.find(key);
  return at != rule.end() && at->is_string() ? at->get<std::string>() : std::string();
}

}  // namespace

int run_rules_list(const Globals& globals, bool as_json) {
  ordered_json document;
  auto answer = call_daemon(globals, "rules.list", "{}");
  if (answer.ok()) {
    document = ordered_json::parse(*answer, nullptr, false);
  } else if (exit_status_of(answer.error().code) == kUnreachable) {
    note("No daemon answers; these are the rules of this program.");
    auto own = own_rules(globals);
    if (!own.ok()) return fail(own.error());
    document = std::move(*own);
  } else {
    return fail(answer.error());
  }
  if (as_json) return print(document.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n");
  std::vector<std::vector<std::string>> rows{{"ID", "LABEL", "KIND", "MODE", "TITLE"}};
  for (const auto& rule : document.value("rules", ordered_json::array())) {
    rows.push_back({text(rule, "id"), text(rule, "label"), text(rule, "kind"), text(rule, "mode"), text(rule, "title")});
  }
  return print(table(rows));
}

}  // namespace redactd::ctl
