#include <CLI/CLI.hpp>
#include <memory>

#include "client/ctl/doctor/doctor.h"
#include "client/ctl/verbs/verbs.h"

namespace redactd::ctl {

Run declare_doctor(CLI::App& app, const Globals& globals) {
  auto as_json = std::make_shared<bool>(false);
  app.add_flag("--json", *as_json, "One JSON document");
  app.footer("Looks at sockets, permissions, shell hooks, history files, core dumps, swap and journald. Changes nothing.\n"
             "Each line that is wrong is followed by the command that mends it. Exit 1 if something is wrong; warnings are not.");
  return [&globals, as_json] { return run_doctor(globals, *as_json); };
}

}  // namespace redactd::ctl
