#include <CLI/CLI.hpp>
#include <memory>

#include "client/ctl/change.h"
#include "client/ctl/verbs/verbs.h"

namespace redactd::ctl {

Run declare_reload(CLI::App& app, const Globals& globals) {
  auto as_json = std::make_shared<bool>(false);
  app.add_flag("--json", *as_json, "One JSON document");
  app.footer("Refused, with the list, if a pattern that is in force would be lost.");
  return [&globals, as_json] { return run_change(globals, "reload", "{}", *as_json); };
}

}  // namespace redactd::ctl
