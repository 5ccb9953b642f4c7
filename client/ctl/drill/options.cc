#include "client/ctl/drill/options.h"

#include <CLI/CLI.hpp>

#include "client/ctl/drill/places.h"
#include "client/ctl/drill/progress.h"

namespace redactd::ctl {

std::shared_ptr<DrillOptions> declare_drill(CLI::App& app) {
  auto options = std::make_shared<DrillOptions>();
  app.add_option("PATH", options->sweep.paths, "Files and directories; a link among them is followed, links below them are not")->type_name("");
  app.add_flag("--standard", options->standard, "Also your histories, what less and vim remember, the masked sink, /var/log");
  app.add_option("--exclude", options->sweep.excludes, "Leave out paths or names that match (fnmatch); may be repeated")->type_name("GLOB")
      ->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_option("--jobs", options->sweep.jobs, "Threads (default: one a core, at most 4)")->type_name("N")->check(CLI::Range(1u, 64u));
  app.add_flag("--json", options->as_json, "One JSON document");
  return options;
}

void declare_selectors(CLI::App& app, DrillOptions& options) {
  Selectors& selectors = options.selectors;
  app.add_flag("--value-stdin", selectors.value_stdin, "A value, from stdin or a prompt without echo: plain, and in every form that logs use");
  app.add_option("--rule", selectors.rules, "What this rule finds; may be repeated")->type_name("ID")
      ->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_option("--prefix", selectors.prefixes, "4 bytes and more, and the token behind them; may be repeated")->type_name("P")
      ->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

Result<Sought> prepare_drill(const Globals& globals, DrillOptions& options) {
  if (options.standard) {
    for (std::string& place : standard_places(globals)) options.sweep.paths.push_back(std::move(place));
    options.standard = false;
  }
  if (options.sweep.paths.empty()) {
    return Error{"ctl.usage", "At least one PATH is needed, or --standard.", "See redactctl VERB --help."};
  }
  return seek(globals, options.selectors);
}

Result<files::SweepReport> run_drill(const Sought& sought, const DrillOptions& options) {
  auto report = files::sweep(*sought.target, options.sweep, progress_on_stderr(options.as_json));
  end_progress();
  return report;
}

}  // namespace redactd::ctl
