#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "client/ctl/change.h"
#include "client/ctl/verbs/verbs.h"

namespace redactd::ctl {

Run declare_remove_pattern(CLI::App& app, const Globals& globals) {
  struct Options {
    std::string id, reason;
    bool as_json = false;
  };
  auto options = std::make_shared<Options>();
  app.add_option("ID", options->id, "The pattern")->required();
  app.add_option("--reason", options->reason, "Why; it is written down")->type_name("TEXT")->required();
  app.add_flag("--json", options->as_json, "One JSON document");
  return [&globals, options] {
    nlohmann::json params = {{"id", options->id}, {"reason", options->reason}};
    return run_change(globals, "patterns.remove", params.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
                      options->as_json);
  };
}

}  // namespace redactd::ctl
