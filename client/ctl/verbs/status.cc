#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "client/ctl/output.h"
#include "client/ctl/rpc.h"
#include "client/ctl/verbs/verbs.h"

namespace redactd::ctl {

Run declare_status(CLI::App& app, const Globals& globals) {
  auto as_json = std::make_shared<bool>(false);
  app.add_flag("--json", *as_json, "One JSON document");
  return [&globals, as_json] {
    auto answer = call_daemon(globals, "status", "{}");
    if (!answer.ok()) return fail(answer.error());
    if (*as_json) return print(*answer + "\n");
    std::vector<std::vector<std::string>> rows;
    auto status = nlohmann::ordered_json::parse(*answer, nullptr, false);
    for (const auto& [key, value] : status.items()) rows.push_back({key, value.is_string() ? value.get<std::string>() : value.dump()});
    return print(table(rows));
  };
}

}  // namespace redactd::ctl
