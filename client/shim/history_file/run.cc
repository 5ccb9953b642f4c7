// redact-shim history-file: runs a program whose history is in memory while it runs, and on disk only masked.
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "client/link/harden.h"
#include "client/link/io.h"
#include "client/shim/exec/command.h"
#include "client/shim/exec/signals.h"
#include "client/shim/flags.h"
#include "client/shim/history_file/store.h"
#include "client/shim/messages.h"
#include "client/shim/verbs.h"

namespace redactd::shim {
namespace {

constexpr std::string_view kHelp =
    R"(usage: redact-shim history-file --program NAME [--file FILE] -- COMMAND [ARGUMENT...]

Runs a program with its history in a private directory in memory. When it ends, however it ends, what was typed is masked and
added to FILE (by default the program's own: what its variable names, or its file below the home directory). What a crash of
this program left in memory is stored by the next one. Without a directory in memory the program runs without a history.

  psql() { redact-shim history-file --program psql -- psql "$@"; }

Programs: )";

struct Options {
  std::string program;
  std::string file;
  char** command = nullptr;
  bool help = false;
  rlim_t core_limit = 0;
  link::MaskerOptions masker;
};

Error wrong(std::string what) { return Error{"shim.usage", "history-file: " + std::move(what), "See redact-shim history-file --help."}; }

Result<Options> parse(Arguments arguments) {
  Options options;
  FlagReader flags(arguments);
  while (flags.next()) {
    if (flags.is("--")) {
      options.command = arguments.values + flags.position();
      break;
    }
    if (flags.is("--help") || flags.is("-h")) {
      options.help = true;
      return options;
    }
    if (!flags.takes("--program", options.program) && !flags.takes("--file", options.file) && !flags.takes("--socket-dir", options.masker.socket_dir) &&
        !flags.takes("--state-dir", options.masker.state_dir)) {
      return wrong("argument " + std::to_string(flags.position()) + " is no option of it; the command stands behind --.");
    }
    if (flags.value_missing()) return wrong("the last option lacks its value.");
  }
  if (options.command == nullptr || *options.command == nullptr) return wrong("no command was given behind --.");
  if (find_history_program(options.program) == nullptr) return wrong("--program is none of " + known_history_programs() + ".");
  return options;
}

std::string real_file(const Options& options, const HistoryProgram& program) {
  if (!options.file.empty()) return options.file;
  const char* named = getenv(std::string(program.variable).c_str());
  if (named != nullptr) return named;  // empty: the user wants none
  const char* home = getenv("HOME");
  return home == nullptr ? std::string() : std::string(home) + "/" + std::string(program.file);
}

// A history that goes nowhere already: nothing is to be done.
bool is_discarded(const std::string& path) {
  struct stat st {};
  return path.empty() || (stat(path.c_str(), &st) == 0 && !S_ISREG(st.st_mode));
}

volatile sig_atomic_t child_pid = 0;

// The terminal's signals reach the program by themselves; what was sent to us alone is handed on.
void prepare_signals() {
  struct sigaction ignore {}, pass {};
  ignore.sa_handler = SIG_IGN;
  pass.sa_handler = [](int number) {
    if (child_pid > 0) kill(child_pid, number);
  };
  for (int number : {SIGINT, SIGQUIT}) sigaction(number, &ignore, nullptr);
  for (int number : {SIGTERM, SIGHUP}) sigaction(number, &pass, nullptr);
}

void restore_signals() {
  struct sigaction standard {};
  standard.sa_handler = SIG_DFL;
  for (int number : {SIGINT, SIGQUIT, SIGTERM, SIGHUP}) sigaction(number, &standard, nullptr);
}

[[noreturn]] void become(const Options& options, const std::string& variable, const std::string& file) {
  restore_signals();
  link::restore_core_limit(options.core_limit);
  setenv(variable.c_str(), file.c_str(), 1);
  execvp(options.command[0], options.command);
  const int error = errno;
  complain(command_error(error));
  _exit(command_error_status(error));
}

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

// Runs it with `file` as its history. `dir`: whose lock the program keeps, too; or null.
int run_command(const Options& options, const HistoryProgram& program, const std::string& file, const MemoryDir* dir) {
  prepare_signals();
  const pid_t child = fork();
  if (child == 0) {
    // A program that outlives us still writes there: the directory must not be taken for one that was left behind.
    if (dir != nullptr) fcntl(dir->lock_fd(), F_SETFD, 0);
    become(options, std::string(program.variable), file);
  }
  if (child < 0) {
    complain(Error{"exec.failed", std::string("fork: ") + strerror(errno) + ".", ""});
    return W_EXITCODE(kExitIo, 0);
  }
  child_pid = child;
  return wait_for(child);
}

void store(MemoryDir& dir, link::Masker& masker) {
  const Status stored = store_history(dir, masker);
  if (stored.ok()) {
    dir.remove();
  } else {
    complain({stored.error().code, stored.error().what, "What was typed stays in memory; the next start of such a program tries again."});
  }
}

}  // namespace

int run_history_file(Arguments arguments, rlim_t core_limit) {
  auto options = parse(arguments);
  if (!options.ok()) {
    complain(options.error());
    return kExitUsage;
  }
  if (options->help) return link::write_all(STDOUT_FILENO, std::string(kHelp) + known_history_programs() + "\n").ok() ? 0 : kExitIo;
  options->core_limit = core_limit;
  const HistoryProgram& program = *find_history_program(options->program);
  link::Masker masker(options->masker);
  for (MemoryDir& left : MemoryDir::left_behind()) store(left, masker);
  const std::string real = real_file(*options, program);
  int status = 0;
  if (is_discarded(real)) {
    status = run_command(*options, program, real, nullptr);
  } else {
    auto dir = MemoryDir::make();
    Status loaded = dir.ok() ? load_history(*dir, program, real) : Status(dir.error());
    if (!loaded.ok()) complain(loaded.error());
    status = run_command(*options, program, loaded.ok() ? history_in(*dir) : "/dev/null", dir.ok() ? &*dir : nullptr);
    masker.forget_connection();  // it may be hours old
    if (dir.ok()) store(*dir, masker);
  }
  if (WIFSIGNALED(status)) die_by(WTERMSIG(status));
  return WEXITSTATUS(status);
}

}  // namespace redactd::shim
