#include <CLI/CLI.hpp>
#include <memory>

#include "client/ctl/drill/options.h"
#include "client/ctl/drill/report.h"
#include "client/ctl/output.h"
#include "client/ctl/verbs/verbs.h"

namespace redactd::ctl {
namespace {

int run_verify(const Globals& globals, DrillOptions& options) {
  options.sweep.action = files::Action::kCount;
  options.selectors.partials = false;
  auto sought = prepare_drill(globals, options);
  if (!sought.ok()) return fail(sought.error());
  auto report = run_drill(*sought, options);
  if (!report.ok()) return fail(report.error());
  note_gaps(*report);
  int printed = print(options.as_json ? verify_json(*report) : std::to_string(report->matches) + "\n");
  return printed != kDone ? printed : verify_status(*report);
}

}  // namespace

Run declare_verify(CLI::App& app, const Globals& globals) {
  auto options = declare_drill(app);
  declare_selectors(app, *options);
  app.footer("Prints how often it still stands there, as a number alone; changes nothing. A value is counted in all of its forms\n"
             "(base64, hex, escaped, folded, compressed, in databases), whole; hunt looks for pieces.\n"
             "  redactctl verify ~ /var/log --value-stdin < token.txt && echo clean\n"
             "Exit: 0 none, and all was read; 1 some are left; 5 a file could not be read: what was not read is not verified.");
  return [&globals, options] { return run_verify(globals, *options); };
}

}  // namespace redactd::ctl
