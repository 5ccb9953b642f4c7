#include "client/shim/exec/monitor.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

namespace redactd::shim {
namespace {

// Nothing from 3 up stays open but these. The other side of the terminal above all: while anybody holds it, the command is not
// hung up when the one who reads it is gone.
void close_all_but(std::array<int, 3> kept) {
  std::sort(kept.begin(), kept.end());
  unsigned from = 3;
  for (int fd : kept) {
    const auto number = static_cast<unsigned>(fd);
    if (number > from) close_range(from, number - 1, 0);
    from = std::max(from, number + 1);
  }
  close_range(from, ~0U, 0);
}

class Monitor {
 public:
  Monitor(int terminal, int socket) : terminal_(terminal), socket_(socket) {}

  void start(const ExecOptions& options, const CommandFds& fds, bool foreground, const SignalInbox& signals);
  void watch();

 private:
  void tell(MonitorMessage::Kind kind, int value) const {
    MonitorMessage message{kind, value};
    (void)(send(socket_, &message, sizeof message, MSG_NOSIGNAL) < 0);  // nobody there: watch() sees it
  }
  bool look_at_command();
  void resume(bool foreground);
  bool obey();

  int terminal_;
  int socket_;
  int children_ = -1;
  pid_t command_ = -1;
  pid_t front_ = -1;      // the group that had the keys when the command was stopped; below a shell it is one of its jobs
  bool stopped_ = false;
};

void Monitor::start(const ExecOptions& options, const CommandFds& fds, bool foreground, const SignalInbox& signals) {
  setsid();
  ioctl(terminal_, TIOCSCTTY, 0);
  // All but SIGCHLD is the command's affair. SIGTTOU: we set the foreground group from the background.
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, nullptr);
  sigset_t child;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  children_ = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
  std::array<int, 2> report{};
  if (pipe2(report.data(), O_CLOEXEC) != 0) _exit(126);
  command_ = fork();
  if (command_ == 0) {
    setpgid(0, 0);
    // Before it runs, or its first look at the terminal would stop it.
    if (foreground) tcsetpgrp(terminal_, getpid());
    become_command(options, fds, signals, report[1]);
  }
  close(report[1]);
  if (command_ > 0) setpgid(command_, command_);
  tell(MonitorMessage::kStarted, command_ < 0 ? errno : read_report(report[0]));
  close_all_but({terminal_, socket_, children_});
}

void Monitor::watch() {
  std::array<pollfd, 2> entries{{{children_, POLLIN, 0}, {socket_, POLLIN, 0}}};
  for (;;) {
    poll(entries.data(), entries.size(), -1);
    if (entries[0].revents != 0) {
      signalfd_siginfo info{};
      while (read(children_, &info, sizeof info) > 0) {
      }
    }
    if (!look_at_command()) return;
    if (entries[1].revents != 0 && !obey()) return;
  }
}

// False once it has ended.
bool Monitor::look_at_command() {
  int status = 0;
  while (waitpid(command_, &status, WNOHANG | WUNTRACED) == command_) {
    if (WIFSTOPPED(status)) {
      stopped_ = true;
      if (pid_t front = tcgetpgrp(terminal_); front > 0 && front != getpgrp()) front_ = front;
      tell(MonitorMessage::kStopped, WSTOPSIG(status));
      continue;
    }
    // The end of a session hangs up its foreground group: that must not be those whom the command left behind.
    tcsetpgrp(terminal_, getpgrp());
    tell(MonitorMessage::kEnded, status);
    return false;
  }
  return true;
}

void Monitor::resume(bool foreground) {
  const bool in_back = tcgetpgrp(terminal_) == getpgrp();
  if (foreground && (stopped_ || in_back)) {
    if (front_ <= 0 || tcsetpgrp(terminal_, front_) != 0) tcsetpgrp(terminal_, command_);
  } else if (!foreground && stopped_) {
    tcsetpgrp(terminal_, getpgrp());
  }
  stopped_ = false;
  kill(-command_, SIGCONT);
}

// False when the other side is gone.
bool Monitor::obey() {
  MonitorMessage message{};
  ssize_t got = recv(socket_, &message, sizeof message, MSG_DONTWAIT);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return true;
  if (got != static_cast<ssize_t>(sizeof message)) {
    kill(-command_, SIGHUP);
    kill(-command_, SIGCONT);
    return false;
  }
  if (message.kind == MonitorMessage::kResume) {
    resume(message.value != 0);
  } else if (message.value == SIGHUP || message.value == SIGTSTP) {
    kill(-command_, message.value);  // what a terminal sends to all
    if (message.value == SIGHUP) kill(-command_, SIGCONT);  // as the kernel does: a stopped process could not end
  } else {
    kill(command_, message.value);
  }
  return true;
}

}  // namespace

void run_monitor(const ExecOptions& options, const CommandFds& fds, int terminal, bool foreground, const SignalInbox& signals, int socket) {
  Monitor monitor(terminal, socket);
  monitor.start(options, fds, foreground, signals);
  monitor.watch();
  _exit(0);
}

}  // namespace redactd::shim
