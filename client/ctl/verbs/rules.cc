#include <CLI/CLI.hpp>
#include <memory>

#include "client/ctl/rules_check.h"
#include "client/ctl/rules_list.h"
#include "client/ctl/verbs/verbs.h"

namespace redactd::ctl {

Run declare_rules(CLI::App& app, const Globals& globals) {
  struct Options {
    std::vector<std::string> paths;
    bool as_json = false;
    bool check = false;
  };
  auto options = std::make_shared<Options>();
  app.require_subcommand(1);
  CLI::App* list = app.add_subcommand("list", "Every rule in force: of the daemon, or the built-in ones where none runs");
  list->add_flag("--json", options->as_json, "One JSON document");
  CLI::App* check = app.add_subcommand("check", "Every fault of rule files at once; exit 1 if there is one");
  check->add_option("PATH", options->paths, "Rule files or directories of them; none: the built-in rules");
  check->add_flag("--json", options->as_json, "One JSON document");
  check->footer("Checks the schema, that ids are unique, patterns compile and anchors are sound, that each rule masks its own\n"
                "examples and none of its negative examples, and that no rule touches ordinary prose and commands.");
  check->callback([options] { options->check = true; });
  return [&globals, options] {
    return options->check ? run_rules_check(options->paths, options->as_json) : run_rules_list(globals, options->as_json);
  };
}

}  // namespace redactd::ctl
