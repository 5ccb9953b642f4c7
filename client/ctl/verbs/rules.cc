#include <CLI/CLI.hpp>
#include <memory>
#include <optional>

#include "client/ctl/rules_check.h"
#include "client/ctl/rules_import.h"
#include "client/ctl/rules_list.h"
#include "client/ctl/verbs/verbs.h"

namespace redactd::ctl {
namespace {

// `chosen` is filled in if this subcommand is the one.
void declare_import(CLI::App& app, std::optional<ImportRequest>& chosen, bool& as_json) {
  auto request = std::make_shared<ImportRequest>();
  CLI::App* import = app.add_subcommand("import", "Another scanner's rules as a rule file of ours; exit 1 if none could be translated");
  import->add_option("FILE", request->path, "Its rule file, or a directory of them")->required();
  import->add_option("--from", request->from, "gitleaks, kingfisher, noseyparker or trufflehog-regex")
      ->required()
      ->check(CLI::IsMember({"gitleaks", "kingfisher", "noseyparker", "trufflehog-regex"}));
  import->add_option("-o,--output", request->output, "The rule file; default: stdout, with the report on stderr");
  import->add_flag("--observe", request->observe, "The rules count only, and mask nothing");
  import->add_flag("--json", as_json, "The report as one JSON document");
  import->footer("Names each rule that it cannot translate, and why. What it writes passes redactctl rules check; docs/rules.md,\n"
                 "section Import, says what changes on the way.");
  import->callback([&chosen, request] { chosen = *request; });
}

}  // namespace

Run declare_rules(CLI::App& app, const Globals& globals) {
  struct Options {
    std::vector<std::string> paths;
    bool as_json = false;
    bool check = false;
    std::optional<ImportRequest> import = {};
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
  declare_import(app, options->import, options->as_json);
  return [&globals, options] {
    if (options->import) return run_rules_import(*options->import, options->as_json);
    return options->check ? run_rules_check(options->paths, options->as_json) : run_rules_list(globals, options->as_json);
  };
}

}  // namespace redactd::ctl
