#include <CLI/CLI.hpp>
#include <memory>
#include <optional>

#include "client/ctl/rules_bench.h"
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

void declare_bench(CLI::App& app, std::optional<RulesBench>& chosen) {
  auto bench = std::make_shared<RulesBench>();
  CLI::App* sub = app.add_subcommand("bench", "Which rules cost the most over a text of yours");
  sub->add_option("FILE", bench->path, "The text; - for stdin. A megabyte and more of what is to be masked")->required();
  sub->add_flag("--json", bench->as_json, "One JSON document, with every rule that was raised");
  sub->add_option("--top", bench->top, "How many rules to show")->type_name("N")->check(CLI::Range(1, 10000))->capture_default_str();
  sub->add_option("--passes", bench->passes, "Over each block of the text; the median counts")->type_name("N")->check(CLI::Range(1, 99))->capture_default_str();
  sub->add_option("--rules-dir", bench->rules_dirs, "Rule files on top of the built-in ones; may be repeated")->type_name("DIR")
      ->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  sub->footer("One search finds the literals (anchors) of all rules; each hit is then confirmed by its rule. Read the table so:\n"
              "  share %    of the whole time. Compare shares, not times: they are the same on every machine, more or less\n"
              "  hits/MB    how often a literal of the rule stood in the text: above some 500 the anchor is too common\n"
              "  looked at  hits that RE2 or the value's reader had to look at; the rest failed at the first byte\n"
              "  matches    what would be masked. Many hits and no match: a longer anchor would make the rule cheap\n"
              "  ns/hit     above some 1000: the pattern is dear, not the anchor\n"
              "The argv rules are confirmed together, line by line, and so stand in one row. The time to read the clock is taken\n"
              "off; what compiling a pattern takes at its first hit is not in. Stores nothing, prints nothing of the text.\n"
              "  redactctl rules bench /var/log/syslog --top 5");
  sub->callback([&chosen, bench] { chosen = *bench; });
}

}  // namespace

Run declare_rules(CLI::App& app, const Globals& globals) {
  struct Options {
    std::vector<std::string> paths;
    bool as_json = false;
    bool check = false;
    std::optional<ImportRequest> import = {};
    std::optional<RulesBench> bench = {};
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
  declare_bench(app, options->bench);
  return [&globals, options] {
    if (options->bench) return run_rules_bench(globals, *options->bench);
    if (options->import) return run_rules_import(*options->import, options->as_json);
    return options->check ? run_rules_check(options->paths, options->as_json) : run_rules_list(globals, options->as_json);
  };
}

}  // namespace redactd::ctl
