#include "client/ctl/change.h"

#include <nlohmann/json.hpp>

#include "client/ctl/output.h"
#include "client/ctl/rpc.h"

namespace redactd::ctl {
namespace {

std::string ids(const nlohmann::json& answer, const char* key, const char* word) {
  std::string text;
  for (const auto& id : answer.value(key, nlohmann::json::array())) {
    text += (text.empty() ? std::string("; ") + word + " " : std::string(", ")) + (id.is_string() ? id.get<std::string>() : id.dump());
  }
  return text;
}

}  // namespace

std::string describe_change(const std::string& answer_json, bool as_json) {
  if (as_json) return answer_json + "\n";
  auto answer = nlohmann::json::parse(answer_json, nullptr, false);
  if (!answer.is_object()) return "done\n";
  std::string changes = ids(answer, "added", "added") + ids(answer, "removed", "removed");
  if (changes.empty()) changes = "; no pattern came or went";
  return "generation " + std::to_string(answer.value("generation", uint64_t{0})) + " is in force" + changes + "\n";
}

int run_change(const Globals& globals, const std::string& method, const std::string& params, bool as_json) {
  auto answer = call_daemon(globals, method, params);
  if (!answer.ok()) return fail(answer.error());
  return print(describe_change(*answer, as_json));
}

}  // namespace redactd::ctl
