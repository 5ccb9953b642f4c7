#include <CLI/CLI.hpp>
#include <memory>

#include "client/ctl/drill/options.h"
#include "client/ctl/drill/report.h"
#include "client/ctl/output.h"
#include "client/ctl/verbs/verbs.h"

namespace redactd::ctl {
namespace {

struct HuntOptions {
  std::shared_ptr<DrillOptions> drill;
  size_t min = 4, max = 8;
  bool scrub = false;
};

Status check(const HuntOptions& options) {
  if (!options.drill->selectors.value_stdin) {
    return Error{"ctl.usage", "--value-stdin is needed: the value comes on stdin or at a prompt, never as an argument.", "See redactctl hunt --help."};
  }
  if (options.min > options.max) return Error{"ctl.usage", "--min is above --max.", "See redactctl hunt --help."};
  return {};
}

// Lists first: what was masked cannot be listed any more.
Result<files::SweepReport> hunt(const Globals& globals, DrillOptions& options, bool and_scrub) {
  auto sought = prepare_drill(globals, options);
  if (!sought.ok()) return sought.error();
  options.sweep.action = files::Action::kList;
  auto listed = run_drill(*sought, options);
  if (!listed.ok() || !and_scrub || listed->partials + listed->matches == 0) return listed;
  options.sweep.action = files::Action::kMask;
  auto masked = run_drill(*sought, options);
  if (masked.ok()) masked->spots = std::move(listed->spots);
  return masked;
}

int run_hunt(const Globals& globals, const HuntOptions& options) {
  if (Status checked = check(options); !checked.ok()) return fail(checked.error());
  DrillOptions& drill = *options.drill;
  drill.selectors.min_chars = options.min;
  auto report = hunt(globals, drill, options.scrub);
  if (!report.ok()) return fail(report.error());
  sort_spots(*report);
  note_gaps(*report);
  if (report->matches > 0 && !options.scrub) {
    note("the whole value stands there " + std::to_string(report->matches) + " times: redactctl scrub masks it");
  }
  int printed = print(drill.as_json ? hunt_json(*report) : hunt_text(*report));
  if (printed != kDone) return printed;
  return options.scrub ? scrub_status(*report, false) : hunt_status(*report);
}

}  // namespace

Run declare_hunt(CLI::App& app, const Globals& globals) {
  auto options = std::make_shared<HuntOptions>();
  options->drill = declare_drill(app);
  app.add_flag("--value-stdin", options->drill->selectors.value_stdin, "The value, from stdin or a prompt without echo");
  app.add_option("--min", options->min, "Fewest secret characters that a piece shows (default 4); the public prefix does not count")
      ->type_name("N")->check(CLI::Range(1u, 64u));
  app.add_option("--max", options->max, "Where the search begins (default 8): a piece is followed as far as it goes, so longer ones are found too")
      ->type_name("N")->check(CLI::Range(1u, 64u));
  app.add_flag("--scrub", options->scrub, "Mask those that are sure or likely, and whole values");
  app.add_option("--label", options->drill->selectors.label, "What stands in the mask with --scrub (default: SECRET)")->type_name("L");
  app.footer("Looks for what is left of a value that was cut: its first characters, or its last 8 and more. Lists path and line,\n"
             "how many secret characters show there, and how sure it is: sure and likely are the value's, weak may be chance.\n"
             "  redactctl hunt ~ /var/log --value-stdin < token.txt\n"
             "  redactctl hunt ~ --value-stdin --scrub                   # asks, without echo\n"
             "Exit: 0 nothing but weak pieces; 1 sure or likely ones (or the whole value) stand there; 5 a file could not be read.");
  return [&globals, options] { return run_hunt(globals, *options); };
}

}  // namespace redactd::ctl
