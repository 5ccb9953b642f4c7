#include <CLI/CLI.hpp>
#include <memory>

#include "client/ctl/contain/contain.h"
#include "client/ctl/drill/progress.h"
#include "client/ctl/drill/selectors.h"
#include "client/ctl/duration.h"
#include "client/ctl/output.h"
#include "client/ctl/verbs/verbs.h"
#include "core/engine/rule.h"

namespace redactd::ctl {
namespace {

constexpr int64_t kDaySeconds = 24 * 60 * 60;
constexpr int64_t kMostDays = 366;
constexpr int64_t kWarnDays = 180;

struct ContainOptions {
  ContainPlan plan;
  std::string ttl;
  bool from_stdin = false, as_json = false;
};

Error usage(const char* what) { return Error{"ctl.usage", what, "See redactctl contain --help."}; }

Status check(ContainOptions& options) {
  if (options.plan.sweep.paths.empty()) return usage("At least one PATH is needed: where the secret may have been written.");
  if (!is_label(options.plan.label)) return usage("--label is not of the form [A-Z][A-Z0-9_]{1,31}.");
  if (!options.from_stdin) return usage("--value-stdin is needed: the secret comes on stdin or at a prompt, never as an argument.");
  if (options.ttl.empty()) return {};
  const auto seconds = parse_duration(options.ttl);
  if (!seconds || *seconds < kDaySeconds || *seconds > kMostDays * kDaySeconds) return usage("--ttl is no time from 1d to 366d.");
  options.plan.ttl_days = static_cast<int>(*seconds / kDaySeconds);
  options.plan.ttl_given = true;
  if (options.plan.ttl_days > kWarnDays) note("redactctl: a secret that lives longer than 180 days is seldom rotated at all; think about a shorter --ttl.");
  return {};
}

int run_contain(const Globals& globals, ContainOptions& options) {
  if (Status checked = check(options); !checked.ok()) return fail(checked.error());
  auto secret = read_value();
  if (!secret.ok()) return fail(secret.error());
  options.plan.globals = globals;
  auto done = contain(options.plan, secret->view(), progress_on_stderr(options.as_json));
  if (!done.ok()) return fail(done.error());
  const int printed = print(options.as_json ? containment_json(*done) : containment_text(*done));
  return printed != kDone ? printed : done->exit_status();
}

}  // namespace

Run declare_contain(CLI::App& app, const Globals& globals) {
  auto options = std::make_shared<ContainOptions>();
  ContainPlan& plan = options->plan;
  app.add_option("PATH", plan.sweep.paths, "Files and directories in which the secret may stand")->type_name("");
  app.add_flag("--value-stdin", options->from_stdin, "Read the secret from stdin, or from a prompt without echo");
  app.add_option("--label", plan.label, "What stands in the mask: [REDACTED_<LABEL>]")->type_name("LABEL")->required();
  app.add_option("--ttl", options->ttl, "When the replacement is to be rotated: 1d to 366d (default: 90d, or what the vendor says)")->type_name("TIME");
  app.add_flag("--no-pattern", plan.no_pattern, "Do not add a pattern: it is masked already, or the daemon is not to change");
  app.add_option("--note", plan.note, "Where it leaked, a ticket: kept in the ledger. Never the secret")->type_name("TEXT");
  app.add_option("--exclude", plan.sweep.excludes, "Leave out paths or names that match (fnmatch); may be repeated")->type_name("GLOB")
      ->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_option("--jobs", plan.sweep.jobs, "Threads (default: one a core, at most 4)")->check(CLI::Range(1u, 64u));
  app.add_flag("--json", options->as_json, "One JSON document");
  app.footer("In this order: record the leak, put a narrow pattern in force, mask every form of the secret in place, hunt for\n"
             "pieces of it, verify, schedule the rotation. Run it again at any time: it changes nothing that is done.\n"
             "  redactctl contain ~/.bash_history /var/log --value-stdin --label CF_TOKEN < token.txt    # token.txt: mode 600\n"
             "  redactctl contain ~/build --value-stdin --label NPM_TOKEN                                # asks, without echo\n"
             "Exit: 0 nothing is left; 1 something remains, and is named; 3 no daemon (files were done, the pattern waits for it);\n"
             "4 refused; 5 something could not be read or written.");
  return [&globals, options] { return run_contain(globals, *options); };
}

}  // namespace redactd::ctl
