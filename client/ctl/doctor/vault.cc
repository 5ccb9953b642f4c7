#include <nlohmann/json.hpp>

#include "client/ctl/doctor/check.h"
#include "client/ctl/rpc.h"

namespace redactd::ctl {

// What the daemon could not read; and whether what it holds is locked is its own condition for holding it (vault.memory).
void check_vault(const Globals& globals, Checks& checks) {
  const auto answer = call_daemon(globals, "vault.list", "{}");
  if (!answer.ok()) return;  // without a daemon there is a check of its own
  const auto document = nlohmann::json::parse(*answer, nullptr, false);
  const auto values = document.is_object() ? document.value("values", nlohmann::json::array()) : nlohmann::json::array();
  bool all_well = true;
  for (const auto& value : values) {
    const std::string fault = value.is_object() ? value.value("fault", "") : std::string();
    if (fault.empty()) continue;
    all_well = false;
    const std::string name = value.value("name", "");
    checks.push_back({"vault.file", Health::kWrong, "The vault's file of " + name + " (" + value.value("path", "") + ") cannot be used. " + fault,
                      "mend the file, then redactctl reload; or redactctl vault forget " + name});
  }
  if (all_well && !values.empty()) {
    checks.push_back({"vault.file", Health::kOk, "The vault holds " + std::to_string(values.size()) + " names in locked memory.", ""});
  }
}

}  // namespace redactd::ctl
