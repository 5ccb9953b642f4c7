#include "client/shim/exec/command.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "client/link/harden.h"

namespace redactd::shim {

void become_command(const ExecOptions& options, const CommandFds& fds, const SignalInbox& signals, int report) {
  for (int number = 0; number < 3; ++number) {
    if (fds[static_cast<size_t>(number)] >= 0) dup2(fds[static_cast<size_t>(number)], number);
  }
  if (!options.keep_fds) close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
  link::restore_core_limit(options.core_limit);
  signals.undo();
  execvp(options.command[0], options.command);
  int error = errno;
  ssize_t written = write(report, &error, sizeof error);
  (void)written;
  _exit(command_error_status(error));
}

int read_report(int report) {
  int error = 0;
  ssize_t got;
  do {
    got = read(report, &error, sizeof error);
  } while (got < 0 && errno == EINTR);
  return got == static_cast<ssize_t>(sizeof error) ? error : 0;
}

Error command_error(int error) {
  if (error == ENOENT) {
    return Error{"exec.not_found", "The command, or the interpreter that it names, was not found.", "Check its name and PATH."};
  }
  return Error{"exec.not_executable", std::string("The command cannot be executed: ") + strerror(error) + ".",
               "Check that it is a program and that its mode permits it."};
}

int command_error_status(int error) { return error == ENOENT ? 127 : 126; }

}  // namespace redactd::shim
