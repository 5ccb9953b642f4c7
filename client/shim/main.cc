// redact-shim: the small client. Finds the verb; everything else is in the verb's own file.
#include <unistd.h>

#include <cstring>
#include <string_view>

#include "client/link/harden.h"
#include "client/link/io.h"
#include "client/shim/messages.h"
#include "client/shim/verbs.h"

namespace {

constexpr std::string_view kHelp =
    R"(redact-shim: masks secrets in what passes through, by redactd or, where it does not answer, by its own engine.

  redact-shim exec [--no-pty] [--jsonl] [--tag TAG] [--] COMMAND [ARGUMENT...]
      runs a command; what it writes is masked as it comes. Terminal, signals and exit status are the command's own.
        redact-shim exec -- make
  redact-shim mask [--follow-tty] [--jsonl]
      stdin, masked as it comes, to stdout. --jsonl: a line that is valid JSON stays valid JSON.
        make 2>&1 | redact-shim mask | tee build.log
  redact-shim history --shell S [--only-if-changed] [--hints] [--append FILE [--format bash|fish]] [--local]
      one command on stdin, masked, to stdout. For shell hooks.
      Exit 75: masked by the own engine, because the daemon did not answer in time.
  redact-shim history-file --program psql [--file FILE] -- COMMAND [ARGUMENT...]
      runs a program with its history in memory, and stores that masked when it ends.
  redact-shim log [options of logger(1)] [--also-stdout] [WORD...]
      logger(1) with masking; called by the name "logger" it is the same.

All take --socket-dir DIR and --state-dir DIR. --version prints the version.
Exit: 0 done, 2 wrong usage, 5 input or output failed, 75 see above; exec and history-file: the command's.
)";

int print(std::string_view text) {
  return redactd::link::write_all(STDOUT_FILENO, text).ok() ? 0 : redactd::shim::kExitIo;
}

}  // namespace

int main(int argc, char** argv) {
  namespace shim = redactd::shim;
  const rlim_t core_limit = redactd::link::forbid_core_dumps();
  const char* slash = argc > 0 ? strrchr(argv[0], '/') : nullptr;
  std::string_view name = argc > 0 ? (slash == nullptr ? argv[0] : slash + 1) : "";
  if (name == "logger") return shim::run_log({argc - 1, argv + 1}, "logger");
  if (argc < 2) return shim::usage_error("shim.verb_missing", "No verb was given: exec, mask, history, history-file or log.");
  std::string_view verb = argv[1];
  shim::Arguments rest{argc - 2, argv + 2};
  if (verb == "mask") return shim::run_mask(rest);
  if (verb == "exec") return shim::run_exec(rest, core_limit);
  if (verb == "history") return shim::run_history(rest);
  if (verb == "history-file") return shim::run_history_file(rest, core_limit);
  if (verb == "log") return shim::run_log(rest, "redact-shim log");
  if (verb == "--help" || verb == "-h" || verb == "help") return print(kHelp);
  if (verb == "--version") return print("redact-shim " REDACTD_VERSION "\n");
  return shim::usage_error("shim.verb_unknown", "The first argument is none of the verbs exec, mask, history, history-file and log.");
}
