#include "daemon/control/pattern_json.h"

#include <nlohmann/json.hpp>

#include "daemon/control/rfc3339.h"

namespace redactd::daemon {

std::string pattern_json(const OperatorPattern& pattern) {
  const RuleSpec& rule = pattern.rule;
  nlohmann::ordered_json json = {{"id", rule.id},
                                 {"label", rule.label},
                                 {"pattern", rule.regex.pattern},
                                 {"anchors", rule.regex.anchors},
                                 {"mode", name_of(rule.mode)},
                                 {"scope", rule.owner_uid ? "user" : "system"},
                                 {"added_at", rfc3339(pattern.added_at)},
                                 {"added_by", pattern.added_by}};
  if (rule.owner_uid) json["owner_uid"] = *rule.owner_uid;
  if (pattern.expires_at != 0) json["expires_at"] = rfc3339(pattern.expires_at);
  if (!rule.title.empty()) json["title"] = rule.title;
  if (!rule.advice.empty()) json["advice"] = rule.advice;
  if (!pattern.forced_reason.empty()) json["forced_reason"] = pattern.forced_reason;
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace redactd::daemon
