#include "client/shim/exec/monitor_job.h"

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>

#include "client/shim/exec/monitor.h"

namespace redactd::shim {
namespace {

void tell(int socket, MonitorMessage::Kind kind, int value) {
  MonitorMessage message{kind, value};
  (void)(send(socket, &message, sizeof message, MSG_NOSIGNAL) < 0);  // it is gone: its end is the next event
}

}  // namespace

Status MonitorJob::start(const ExecOptions& options, const CommandFds& fds, int terminal, bool foreground, const SignalInbox& signals,
                         int& exec_error) {
  std::array<int, 2> pair{};
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) != 0) {
    return Error{"exec.failed", std::string("socketpair: ") + strerror(errno) + ".", ""};
  }
  socket_.reset(pair[0]);
  link::Fd other(pair[1]);
  pid_t monitor = fork();
  if (monitor < 0) return Error{"exec.failed", std::string("fork: ") + strerror(errno) + ".", ""};
  if (monitor == 0) {
    socket_.reset();
    run_monitor(options, fds, terminal, foreground, signals, other.get());
  }
  other.reset();
  MonitorMessage message{};
  ssize_t got;
  do {
    got = recv(socket_.get(), &message, sizeof message, 0);
  } while (got < 0 && errno == EINTR);
  if (got != static_cast<ssize_t>(sizeof message)) return Error{"exec.failed", "The command's session could not be made.", ""};
  exec_error = message.value;
  return {};
}

std::optional<JobEvent> MonitorJob::next_event() {
  if (!socket_) return std::nullopt;
  MonitorMessage message{};
  ssize_t got = recv(socket_.get(), &message, sizeof message, MSG_DONTWAIT);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return std::nullopt;
  if (got == static_cast<ssize_t>(sizeof message) && message.kind == MonitorMessage::kStopped) {
    return JobEvent{JobEvent::kStopped, message.value};
  }
  socket_.reset();
  // A monitor that was killed took the command's terminal with it.
  return JobEvent{JobEvent::kEnded, got == static_cast<ssize_t>(sizeof message) ? message.value : SIGHUP};
}

void MonitorJob::pass_on(const signalfd_siginfo& info) {
  if (socket_) tell(socket_.get(), MonitorMessage::kSignal, static_cast<int>(info.ssi_signo));
}

void MonitorJob::resume(bool foreground) {
  if (socket_) tell(socket_.get(), MonitorMessage::kResume, foreground ? 1 : 0);
}

// SIGSTOP was meant for one process; the others come from a terminal, for all.
void MonitorJob::stop_like(int number) { stop_as(number, number == SIGSTOP ? getpid() : 0); }

}  // namespace redactd::shim
