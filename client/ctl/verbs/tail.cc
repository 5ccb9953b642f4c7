#include <signal.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "client/ctl/json_text.h"
#include "client/ctl/output.h"
#include "client/ctl/rpc.h"
#include "client/ctl/verbs/verbs.h"

namespace redactd::ctl {
namespace {

std::string line_of(const std::string& record) {
  std::string line = json_field(record, "time") + " " + json_field(record, "stream");
  std::string tag = json_field(record, "tag");
  if (!tag.empty()) line += " " + tag;
  return line + ": " + json_field(record, "text") + "\n";
}

}  // namespace

Run declare_tail(CLI::App& app, const Globals& globals) {
  auto as_json = std::make_shared<bool>(false);
  app.footer("Each line as it is stored: time, where it came from, tag, masked text. Ctrl-C ends it with exit status 0.\n"
             "  redactctl tail --json | jq 'select(.tag == \"deploy\")'");
  app.add_flag("--json", *as_json, "One JSON object a line");
  return [&globals, as_json] {
    auto rpc = Rpc::open(globals);
    if (!rpc.ok()) return fail(rpc.error());
    if (auto subscribed = rpc->call("events.subscribe", "{}"); !subscribed.ok()) return fail(subscribed.error());
    // Each line leaves in one write: nothing is lost by ending here. Being ended is how this verb is left, so it is no fault.
    signal(SIGINT, [](int) { _exit(kDone); });
    for (;;) {
      auto record = rpc->next_event();
      if (!record.ok()) return fail(record.error());
      int status = print(*as_json ? *record + "\n" : line_of(*record));
      if (status != kDone) return status;
    }
  };
}

}  // namespace redactd::ctl
