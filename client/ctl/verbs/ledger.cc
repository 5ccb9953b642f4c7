#include <CLI/CLI.hpp>
#include <memory>

#include "client/ctl/json_text.h"
#include "client/ctl/leaks/transfer.h"
#include "client/ctl/output.h"
#include "client/ctl/rpc.h"
#include "client/ctl/verbs/verbs.h"

namespace redactd::ctl {
namespace {

int rekey(const Globals& globals, bool as_json) {
  auto answer = call_daemon(globals, "ledger.rekey", "{}");
  if (!answer.ok()) return fail(answer.error());
  if (as_json) return print(*answer + "\n");
  return print("New leaks get fingerprints of a new key; " + json_field(*answer, "keys") + " keys recognise the older ones.\n");
}

}  // namespace

Run declare_ledger(CLI::App& app, const Globals& globals) {
  struct Options {
    std::string verb, file;
    bool as_json = false;
  };
  auto options = std::make_shared<Options>();
  app.require_subcommand(1);
  const auto add = [&app, options](const char* name, const char* summary) {
    CLI::App* sub = app.add_subcommand(name, summary);
    sub->fallthrough();
    sub->callback([options, name] { options->verb = name; });
    return sub;
  };
  add("export", "The whole ledger as JSON")->add_option("-o,--output", options->file, "Where to; without it: stdout")->type_name("FILE");
  CLI::App* import = add("import", "Take in an export; rows are merged, none is lost");
  import->add_option("FILE", options->file, "An export; -: stdin")->required();
  import->add_flag("--json", options->as_json, "One JSON document");
  add("rekey", "A new key for new fingerprints")->add_flag("--json", options->as_json, "One JSON document");
  return [&globals, options] {
    if (options->verb == "export") return run_ledger_export(globals, options->file);
    if (options->verb == "import") return run_ledger_import(globals, options->file, options->as_json);
    return rekey(globals, options->as_json);
  };
}

}  // namespace redactd::ctl
