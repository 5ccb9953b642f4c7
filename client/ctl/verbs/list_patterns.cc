#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "client/ctl/json_text.h"
#include "client/ctl/output.h"
#include "client/ctl/rpc.h"
#include "client/ctl/verbs/verbs.h"

namespace redactd::ctl {

Run declare_list_patterns(CLI::App& app, const Globals& globals) {
  auto as_json = std::make_shared<bool>(false);
  app.add_flag("--json", *as_json, "One JSON document");
  return [&globals, as_json] {
    auto answer = call_daemon(globals, "patterns.list", "{}");
    if (!answer.ok()) return fail(answer.error());
    if (*as_json) return print(*answer + "\n");
    auto document = nlohmann::json::parse(*answer, nullptr, false);
    auto patterns = document.is_object() ? document.value("patterns", nlohmann::json::array()) : nlohmann::json::array();
    if (patterns.empty()) return print("No pattern was added; the catalogue's rules are in `redactctl rules list`.\n");
    std::vector<std::vector<std::string>> rows{{"ID", "LABEL", "MODE", "SCOPE", "EXPIRES", "PATTERN"}};
    for (const auto& pattern : patterns) {
      std::string row = pattern.dump();
      std::string expires = json_field(row, "expires_at");
      rows.push_back({json_field(row, "id"), json_field(row, "label"), json_field(row, "mode"), json_field(row, "scope"),
                      expires.empty() || expires == "0" ? "never" : expires, json_field(row, "pattern")});
    }
    return print(table(rows));
  };
}

}  // namespace redactd::ctl
