#include "daemon/control/pending.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "daemon/control/methods.h"

namespace redactd::daemon {
namespace {

constexpr const char* kPendingFile = "pending.jsonl";

bool disk_was_at_fault(const Error& error) { return error.code.rfind("state.", 0) == 0; }

// The ids that the answer of patterns.add names.
void collect_added(const std::string& answer, std::vector<std::string>& ids) {
  const nlohmann::json change = nlohmann::json::parse(answer, nullptr, false);
  if (!change.is_object()) return;
  for (const auto& id : change.value("added", nlohmann::json::array())) {
    if (id.is_string()) ids.push_back(id.get<std::string>());
  }
}

}  // namespace

std::vector<std::string> adopt_pending(ControlServices& services, const Caller& self, std::vector<Error>& refused) {
  std::vector<std::string> ids;
  const auto text = services.state.read(kPendingFile);
  if (!text) {
    refused.push_back(text.error());
    return ids;
  }
  if (text->empty()) return ids;
  // Only the daemon's own user can write there; the gate looks at each pattern all the same.
  std::string kept;
  for (size_t at = 0; at < text->size();) {
    const size_t end = std::min(text->find('\n', at), text->size());
    const std::string line = text->substr(at, end - at);
    at = end + 1;
    if (line.empty()) continue;
    const Answer answer = method_patterns_add(services, self, line);
    if (answer.ok()) {
      collect_added(answer.result(), ids);
    } else {
      refused.push_back(answer.refusal().error);
      if (disk_was_at_fault(answer.refusal().error)) kept += line + "\n";
    }
  }
  if (Status emptied = services.state.replace(kPendingFile, kept); !emptied) refused.push_back(emptied.error());
  return ids;
}

}  // namespace redactd::daemon
