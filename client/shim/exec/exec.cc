// redact-shim exec: a command whose output is masked as it comes.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "client/link/io.h"
#include "client/shim/exec/direct_job.h"
#include "client/shim/exec/monitor_job.h"
#include "client/shim/exec/options.h"
#include "client/shim/exec/runner.h"
#include "client/shim/exec/streams.h"
#include "client/shim/make_filter.h"
#include "client/shim/messages.h"
#include "client/shim/verbs.h"

namespace redactd::shim {
namespace {

constexpr std::string_view kHelp =
    R"(redact-shim exec: runs a command and masks what it writes, as it comes.

  redact-shim exec [--no-pty] [--jsonl] [--tag TAG] [--keep-fds] [--local] [--] COMMAND [ARGUMENT...]
      make: redact-shim exec -- make -j4
      a shell, vim, less, top: redact-shim exec -- bash

What is a terminal for us is one for the command, of the same size; what is a pipe or a file stays one, standard output and standard
error each for itself. Keys, Ctrl-C, Ctrl-Z and fg, window sizes and signals reach the command. The exit status is the
command's; if a signal ended it, the same signal ends us.

  --no-pty     pipes in any case: no colours, no full-screen programs
  --jsonl      a line of output that is valid JSON stays valid JSON
  --tag TAG    the masked lines are stored by the daemon as well, under this tag
  --keep-fds   the command inherits descriptors above 2 too, such as the jobserver of make; what it writes there is not masked
  --local      own engine only; --socket-dir DIR, --state-dir DIR

Exit: the command's; 127 it was not found, 126 it cannot be executed, 2 wrong usage, 5 output failed.
)";

// 0, 1 and 2 are open, so that no descriptor of ours becomes one of them.
void fill_standard_descriptors() {
  for (int fd = 0; fd < 3; ++fd) {
    if (fcntl(fd, F_GETFD) >= 0) continue;
    int opened = open("/dev/null", O_RDWR);
    if (opened >= 0 && opened != fd) close(opened);
  }
}

// The end: as the command ended.
int finish(int status, const std::vector<std::unique_ptr<Channel>>& channels) {
  for (const auto& channel : channels) {
    if (channel->error() == 0 || channel->error() == EPIPE || channel->error() == EIO) continue;
    complain(Error{"io.write_failed", std::string("The output could not be written: ") + strerror(channel->error()) + ".", ""});
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return kExitIo;
  }
  if (WIFSIGNALED(status)) die_by(WTERMSIG(status));
  return WEXITSTATUS(status);
}

int run_command(const ExecOptions& options) {
  auto streams = Streams::open(options);
  if (!streams.ok()) {
    complain(streams.error());
    return command_error_status(0);
  }
  SignalInbox signals;
  DirectJob direct;
  MonitorJob monitored;
  int exec_error = 0;
  const bool foreground = streams->own_session() && OuterTerminal(STDIN_FILENO).is_foreground();
  Status started = streams->own_session()
                       ? monitored.start(options, streams->command_fds(), streams->terminal(), foreground, signals, exec_error)
                       : direct.start(options, streams->command_fds(), signals, exec_error);
  if (!started.ok() || exec_error != 0) {
    complain(started.ok() ? command_error(exec_error) : started.error());
    return command_error_status(exec_error);
  }
  TypedEcho echo;
  std::unique_ptr<Keyboard> keyboard;
  if (streams->own_session()) keyboard = std::make_unique<Keyboard>(STDIN_FILENO, streams->master(), echo);
  std::unique_ptr<LineStore> store;
  if (!options.tag.empty()) store = std::make_unique<LineStore>(options.masker.socket_dir, options.tag);
  const int master = streams->master();
  auto channels = streams->make_channels(options, echo, store.get());
  Job& job = streams->own_session() ? static_cast<Job&>(monitored) : direct;
  Runner runner({signals, job, channels, keyboard.get(), store.get(), streams->window_from(), master});
  const int status = runner.run();
  if (size_t lost = store ? store->finish() : 0; lost != 0) {
    complain(Error{"exec.lines_not_stored", std::to_string(lost) + " masked lines were shown, but the daemon did not store them.",
                   "redactctl doctor says whether it runs."});
  }
  return finish(status, channels);
}

}  // namespace

int run_exec(Arguments arguments, rlim_t core_limit) {
  auto options = parse_exec_options(arguments);
  if (!options.ok()) {
    complain(options.error());
    return kExitUsage;
  }
  if (options->help) return link::write_all(STDOUT_FILENO, kHelp).ok() ? 0 : kExitIo;
  options->core_limit = core_limit;
  fill_standard_descriptors();
  return run_command(*options);
}

}  // namespace redactd::shim
