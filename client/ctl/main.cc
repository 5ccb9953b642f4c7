// redactctl: the operator's tool. Reads the command line and runs one verb.
#include <CLI/CLI.hpp>

#include <csignal>
#include <string>
#include <vector>

#include "client/ctl/output.h"
#include "client/ctl/usage.h"
#include "client/ctl/verb.h"
#include "client/link/harden.h"

int main(int argc, char** argv) {
  namespace ctl = redactd::ctl;
  redactd::link::forbid_core_dumps();
  signal(SIGPIPE, SIG_DFL);

  CLI::App app("redactctl: patterns, rules and state of redactd, which masks secrets before they are stored.", "redactctl");
  app.footer("Exit: 0 done; 1 the answer is no; 2 usage; 3 no daemon; 4 refused; 5 input or output failed.\n"
             "redactctl VERB --help tells more. Try: echo 'password=hunter2hunter2' | redactctl test");
  app.require_subcommand(1);
  app.fallthrough();
  ctl::Globals globals;
  app.add_option("--socket-dir", globals.socket_dir, "Directory of the daemon's sockets")->type_name("DIR");
  app.add_option("--state-dir", globals.state_dir, "Directory of the daemon's state")->type_name("DIR");

  ctl::Run run;
  std::vector<ctl::Run> runs;
  for (const ctl::Verb& verb : ctl::verbs()) {
    CLI::App* sub = app.add_subcommand(verb.name, verb.summary);
    sub->fallthrough();
    runs.push_back(verb.declare(*sub, globals));
    sub->callback([&run, &runs, number = runs.size() - 1] { run = runs[number]; });
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& wanted) {
    return app.exit(wanted);  // --help
  } catch (const CLI::ParseError& error) {
    // The name of an ExtrasError is the program's.
    bool extras = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError);
    return ctl::fail(ctl::usage_error(extras ? "ExtrasError" : error.get_name(), error.what()));
  }
  return run();
}
