#include "client/shim/exec/direct_job.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>

namespace redactd::shim {

Status DirectJob::start(const ExecOptions& options, const CommandFds& fds, const SignalInbox& signals, int& exec_error) {
  std::array<int, 2> report{};
  if (pipe2(report.data(), O_CLOEXEC) != 0) return Error{"exec.failed", std::string("pipe: ") + strerror(errno) + ".", ""};
  link::Fd reader(report[0]);
  link::Fd writer(report[1]);
  pid_ = fork();
  if (pid_ < 0) return Error{"exec.failed", std::string("fork: ") + strerror(errno) + ".", ""};
  if (pid_ == 0) become_command(options, fds, signals, writer.get());
  writer.reset();
  exec_error = read_report(reader.get());
  if (exec_error != 0) waitpid(pid_, nullptr, 0);
  return {};
}

std::optional<JobEvent> DirectJob::next_event() {
  int status = 0;
  if (pid_ < 0 || waitpid(pid_, &status, WNOHANG | WUNTRACED) != pid_) return std::nullopt;
  if (WIFSTOPPED(status)) return JobEvent{JobEvent::kStopped, WSTOPSIG(status)};
  pid_ = -1;
  return JobEvent{JobEvent::kEnded, status};
}

void DirectJob::pass_on(const signalfd_siginfo& info) {
  // The kernel's own came from the terminal, to the whole group.
  if (info.ssi_code != SI_KERNEL && pid_ > 0) kill(pid_, static_cast<int>(info.ssi_signo));
}

void DirectJob::resume(bool) {
  if (pid_ > 0) kill(pid_, SIGCONT);
}

void DirectJob::stop_like(int number) { stop_as(number, getpid()); }

}  // namespace redactd::shim
