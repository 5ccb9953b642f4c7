#include <CLI/CLI.hpp>
#include <memory>

#include "client/ctl/drill/options.h"
#include "client/ctl/drill/report.h"
#include "client/ctl/output.h"
#include "client/ctl/verbs/verbs.h"

namespace redactd::ctl {
namespace {

int run_scrub(const Globals& globals, DrillOptions& options, bool dry_run) {
  options.sweep.action = dry_run ? files::Action::kCount : files::Action::kMask;
  auto sought = prepare_drill(globals, options);
  if (!sought.ok()) return fail(sought.error());
  auto report = run_drill(*sought, options);
  if (!report.ok()) return fail(report.error());
  note_gaps(*report);
  int printed = print(options.as_json ? scrub_json(*report) : scrub_text(*report, dry_run));
  return printed != kDone ? printed : scrub_status(*report, dry_run);
}

}  // namespace

Run declare_scrub(CLI::App& app, const Globals& globals) {
  auto options = declare_drill(app);
  auto dry_run = std::make_shared<bool>(false);
  declare_selectors(app, *options);
  app.add_option("--label", options->selectors.label, "What stands in the mask: [REDACTED_<L>] (default: the rule's, else SECRET)")->type_name("L");
  app.add_flag("--dry-run", *dry_run, "Write nothing; exit 1 if anything would be masked");
  app.add_flag("--keep-times", options->sweep.keep_times, "Set the time of change back: backups by size and time then keep the raw copy");
  app.add_flag("--rewrite", options->sweep.rewrite, "A new file in the old one's place instead of in place: a program that has it open loses lines");
  app.footer("Overwrites each match in its place with a mask of the same length: nothing else in the file moves, programs may go\n"
             "on appending. Pieces of the value that are surely or likely its own are masked too. Without a selector: every rule.\n"
             "  redactctl scrub ~/.bash_history app.log --value-stdin            # asks, without echo\n"
             "  redactctl scrub /var/log --value-stdin --label CF_TOKEN < token.txt   # token.txt: mode 600\n"
             "  redactctl scrub --standard --prefix ghp_ --dry-run\n"
             "Not 'echo VALUE |': that stands in the history. .gz, .zst and .xz are rewritten, SQLite is changed through SQLite;\n"
             "journals, git and archives are named with the command to run. Run verify afterwards.\n"
             "Exit: 0 nothing is left; 1 something remains (or, dry, would be masked); 4 the value is refused; 5 a file could not be read or written.");
  return [&globals, options, dry_run] { return run_scrub(globals, *options, *dry_run); };
}

}  // namespace redactd::ctl
