#include "daemon/control/methods.h"
#include "daemon/control/params.h"
#include "daemon/control/pattern_json.h"

namespace redactd::daemon {

Answer method_patterns_get(ControlServices& services, const Caller& caller, const std::string& text) {
  Params params(text);
  const std::string id = params.text("id", true);
  if (Status read = params.status(); !read) return read.error();
  const OperatorPattern* pattern = services.rules.find(id);
  const bool hidden = pattern != nullptr && pattern->rule.owner_uid && *pattern->rule.owner_uid != caller.peer.uid && !caller.may_change;
  if (pattern == nullptr || hidden) {
    return Error{"pattern.not_found", "There is no operator pattern of this id.", "redactctl list-patterns shows them."};
  }
  return pattern_json(*pattern);
}

}  // namespace redactd::daemon
