#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "client/ctl/json_text.h"
#include "client/ctl/leaks/ledger_view.h"
#include "client/ctl/leaks/output_file.h"
#include "client/ctl/leaks/report.h"
#include "client/ctl/leaks/show.h"
#include "client/ctl/output.h"
#include "client/ctl/rpc.h"
#include "client/ctl/verbs/verbs.h"
#include "client/link/clock.h"

namespace redactd::ctl {
namespace {

struct Options {
  std::string verb;
  std::string id, note, file;
  int days = 30;
  bool as_json = false, overdue = false, markdown = false;
};

int set_state(const Globals& globals, const Options& options, const char* state) {
  auto leaks = fetch_leaks(globals);
  if (!leaks.ok()) return fail(leaks.error());
  auto leak = leak_named(*leaks, options.id);
  if (!leak.ok()) return fail(leak.error());
  const nlohmann::ordered_json params = {{"id", leak->id}, {"state", state}, {"note", options.note}};
  auto answer = call_daemon(globals, "leaks.set_state", params.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
  if (!answer.ok()) return fail(answer.error());
  const std::string changed = json_field(*answer, "leak");
  if (options.as_json) return print(changed + "\n");
  const std::string next = std::string(state) == "rotated" ? "; next rotation " + json_field(changed, "next_rotation") : "";
  return print(leak->id + " (" + leak->label + ") is " + state + next + "\n");
}

int calendar(const Globals& globals, const Options& options) {
  auto answer = call_daemon(globals, "leaks.calendar", "{}");
  if (!answer.ok()) return fail(answer.error());
  return write_output(options.file, json_field(*answer, "text"));
}

int report(const Globals& globals, const Options& options) {
  auto leaks = fetch_leaks(globals);
  if (!leaks.ok()) return fail(leaks.error());
  auto masks = fetch_masks(globals, options.days);
  if (!masks.ok()) return fail(masks.error());
  Report report;
  report.leaks = by_urgency(std::move(*leaks));
  report.masks = std::move(*masks);
  report.days = options.days;
  report.now = link::wall_seconds();
  report.version = REDACTD_VERSION;
  const std::vector<RuleSpec> rules = rules_for_advice(globals);
  for (const LeakView& leak : report.leaks) report.steps.push_back(rotation_steps(leak, rules));
  return write_output(options.file, options.markdown ? markdown_report(report) : html_report(report));
}

int run(const Globals& globals, const Options& options) {
  if (options.verb == "list") return run_leaks_list(globals, options.as_json, options.overdue);
  if (options.verb == "show") return run_leaks_show(globals, options.id, options.as_json);
  if (options.verb == "rotated") return set_state(globals, options, "rotated");
  if (options.verb == "close") return set_state(globals, options, "closed");
  return options.verb == "calendar" ? calendar(globals, options) : report(globals, options);
}

}  // namespace

Run declare_leaks(CLI::App& app, const Globals& globals) {
  auto options = std::make_shared<Options>();
  app.require_subcommand(1);
  const auto add = [&app, options](const char* name, const char* summary) {
    CLI::App* sub = app.add_subcommand(name, summary);
    sub->fallthrough();
    sub->callback([options, name] { options->verb = name; });
    return sub;
  };
  const auto with_id = [options](CLI::App* sub) { sub->add_option("ID", options->id, "The leak, or the beginning of its id")->required(); };
  const auto with_json = [options](CLI::App* sub) { sub->add_flag("--json", options->as_json, "One JSON document"); };
  const auto with_note = [options](CLI::App* sub) { sub->add_option("--note", options->note, "Kept with the change")->type_name("TEXT"); };
  const auto with_file = [options](CLI::App* sub, const char* name) { sub->add_option("-o,--output", options->file, "Where to; without it: stdout")->type_name(name); };
  CLI::App* list = add("list", "Every leak and what is due; exit 1 if something is overdue");
  with_json(list);
  list->add_flag("--overdue", options->overdue, "Only those that are overdue");
  CLI::App* show = add("show", "One leak, whole, and the steps to rotate it");
  with_id(show);
  with_json(show);
  for (const char* name : {"rotated", "close"}) {
    CLI::App* sub = add(name, *name == 'r' ? "The secret was replaced: its next rotation is counted from now" : "Nothing remains to be done");
    with_id(sub);
    with_note(sub);
    with_json(sub);
  }
  with_file(add("calendar", "The due dates for a calendar program (RFC 5545)"), "FILE.ics");
  CLI::App* report = add("report", "A page about all leaks, for people");
  with_file(report, "FILE.html");
  report->add_flag("--md", options->markdown, "Markdown, for a ticket");
  report->add_option("--days", options->days, "Days of masks")->check(CLI::Range(1, 366))->type_name("N");
  return [&globals, options] { return run(globals, *options); };
}

}  // namespace redactd::ctl
