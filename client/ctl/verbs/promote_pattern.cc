#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "client/ctl/change.h"
#include "client/ctl/verbs/verbs.h"

namespace redactd::ctl {

Run declare_promote_pattern(CLI::App& app, const Globals& globals) {
  struct Options {
    std::string id;
    bool as_json = false;
  };
  auto options = std::make_shared<Options>();
  app.add_option("ID", options->id, "A pattern that was added with --observe")->required();
  app.add_flag("--json", options->as_json, "One JSON document");
  return [&globals, options] {
    nlohmann::json params = {{"id", options->id}, {"observe", false}};
    return run_change(globals, "patterns.observe", params.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
                      options->as_json);
  };
}

}  // namespace redactd::ctl
