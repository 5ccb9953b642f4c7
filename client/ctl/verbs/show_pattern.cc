#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "client/ctl/json_text.h"
#include "client/ctl/output.h"
#include "client/ctl/rpc.h"
#include "client/ctl/verbs/verbs.h"

namespace redactd::ctl {

Run declare_show_pattern(CLI::App& app, const Globals& globals) {
  struct Options {
    std::string id;
    bool as_json = false;
  };
  auto options = std::make_shared<Options>();
  app.add_option("ID", options->id, "The pattern")->required();
  app.add_flag("--json", options->as_json, "One JSON document");
  return [&globals, options] {
    auto answer = call_daemon(globals, "patterns.get", json_object("id", options->id));
    if (!answer.ok()) return fail(answer.error());
    std::string pattern = json_field(*answer, "pattern");
    // The object itself, or below "pattern".
    if (pattern.empty() || pattern.front() != '{') pattern = *answer;
    if (options->as_json) return print(pattern + "\n");
    std::vector<std::vector<std::string>> rows;
    auto document = nlohmann::ordered_json::parse(pattern, nullptr, false);
    for (const auto& [key, value] : document.items()) rows.push_back({key, value.is_string() ? value.get<std::string>() : value.dump()});
    return print(table(rows));
  };
}

}  // namespace redactd::ctl
