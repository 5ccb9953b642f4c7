#include <CLI/CLI.hpp>
#include <memory>

#include "client/ctl/masking_test.h"
#include "client/ctl/verbs/verbs.h"

namespace redactd::ctl {

Run declare_test(CLI::App& app, const Globals& globals) {
  auto options = std::make_shared<MaskingTest>();
  auto* json = app.add_flag("--json", options->as_json, "Print the findings instead of the text: rule, label, start, end (bytes)");
  auto* diff = app.add_flag("--diff", options->as_diff, "Print the lines that change, each secret as its length and as its mask")->excludes(json);
  app.add_flag("--explain", options->as_explanation, "Print each candidate, what became of it and why; with --json as one document")->excludes(diff);
  app.add_option("--rule", options->rule, "Only this rule")->type_name("ID");
  app.add_option("--rules-dir", options->rules_dirs, "Rule files on top of the built-in ones; may be repeated")->type_name("DIR")
      ->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.footer("Uses the daemon's engine and catalogue, but no daemon; stores nothing.\n"
             "  echo 'curl -u bob:hunter2hunter2 https://example.com' | redactctl test\n"
             "--explain names each literal of a rule that stands in the text as LINE:COLUMN, the rule, and what happened: masked, or\n"
             "let go and why. It never prints the text. NO_COLOR=1 turns colours off.\n"
             "  redactctl test --explain < app.log | grep context-");
  return [&globals, options] { return run_masking_test(globals, *options); };
}

}  // namespace redactd::ctl
