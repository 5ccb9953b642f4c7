#include "client/shim/exec/options.h"

#include "client/shim/flags.h"

namespace redactd::shim {
namespace {

Error wrong(std::string what) { return Error{"shim.usage", "exec: " + std::move(what), "See redact-shim exec --help."}; }

}  // namespace

Result<ExecOptions> parse_exec_options(Arguments arguments) {
  ExecOptions options;
  FlagReader flags(arguments);
  while (flags.next()) {
    if (flags.is("--")) {
      options.command = arguments.values + flags.position();
      break;
    }
    if (flags.is("--no-pty")) {
      options.no_pty = true;
    } else if (flags.is("--jsonl")) {
      options.json_lines = true;
    } else if (flags.is("--keep-fds")) {
      options.keep_fds = true;
    } else if (flags.is("--local")) {
      options.masker.local_only = true;
    } else if (flags.is("--help") || flags.is("-h")) {
      options.help = true;
      return options;
    } else if (!flags.starts_with('-')) {
      options.command = arguments.values + flags.position() - 1;
      break;
    } else if (!flags.takes("--tag", options.tag) && !flags.takes("--socket-dir", options.masker.socket_dir) &&
               !flags.takes("--state-dir", options.masker.state_dir)) {
      return wrong("argument " + std::to_string(flags.position()) + " is no option of it.");
    }
    if (flags.value_missing()) return wrong("the last option lacks its value.");
  }
  if (options.command == nullptr || *options.command == nullptr) return wrong("no command was given.");
  return options;
}

}  // namespace redactd::shim
