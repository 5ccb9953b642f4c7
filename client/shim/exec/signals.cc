#include "client/shim/exec/signals.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace redactd::shim {
namespace {

bool is_ignored(int number) {
  struct sigaction action {};
  return sigaction(number, nullptr, &action) == 0 && (action.sa_flags & SA_SIGINFO) == 0 && action.sa_handler == SIG_IGN;
}

void set_handler(int number, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  sigaction(number, &action, nullptr);
}

}  // namespace

bool is_passed_on(int number) {
  static constexpr std::array<int, 12> kPassedOn = {SIGHUP,  SIGINT,    SIGQUIT, SIGUSR1, SIGUSR2, SIGTERM,
                                                    SIGALRM, SIGVTALRM, SIGPROF, SIGIO,   SIGPWR,  SIGTSTP};
  return std::find(kPassedOn.begin(), kPassedOn.end(), number) != kPassedOn.end() || (number >= SIGRTMIN && number <= SIGRTMAX);
}

SignalInbox::SignalInbox() {
  sigset_t wanted;
  sigemptyset(&wanted);
  for (int number = 1; number <= SIGRTMAX; ++number) {
    if (is_passed_on(number) && !is_ignored(number)) sigaddset(&wanted, number);
  }
  for (int number : {SIGCHLD, SIGCONT, SIGWINCH}) sigaddset(&wanted, number);
  sigprocmask(SIG_BLOCK, &wanted, &before_);
  fd_.reset(signalfd(-1, &wanted, SFD_NONBLOCK | SFD_CLOEXEC));
  // A reader that went away is seen at the write.
  pipe_ignored_ = is_ignored(SIGPIPE);
  set_handler(SIGPIPE, SIG_IGN);
  // Ignored, the command's end could not be waited for.
  child_ignored_ = is_ignored(SIGCHLD);
  set_handler(SIGCHLD, SIG_DFL);
}

std::optional<signalfd_siginfo> SignalInbox::next() {
  signalfd_siginfo info{};
  if (read(fd_.get(), &info, sizeof info) != static_cast<ssize_t>(sizeof info)) return std::nullopt;
  return info;
}

void SignalInbox::undo() const {
  if (!pipe_ignored_) set_handler(SIGPIPE, SIG_DFL);
  if (child_ignored_) set_handler(SIGCHLD, SIG_IGN);
  sigprocmask(SIG_SETMASK, &before_, nullptr);
}

void stop_as(int number, int whom) {
  sigset_t one;
  sigset_t before;
  sigemptyset(&one);
  sigaddset(&one, number);
  kill(whom, number);
  sigprocmask(SIG_UNBLOCK, &one, &before);  // stops here
  sigprocmask(SIG_SETMASK, &before, nullptr);
  // The SIGCONT that woke us is done with.
  sigemptyset(&one);
  sigaddset(&one, SIGCONT);
  timespec at_once{};
  while (sigtimedwait(&one, nullptr, &at_once) == SIGCONT) {
  }
}

void die_by(int number) {
  // The soft limit is 0 already (forbid_core_dumps).
  set_handler(number, SIG_DFL);
  sigset_t one;
  sigemptyset(&one);
  sigaddset(&one, number);
  sigprocmask(SIG_UNBLOCK, &one, nullptr);
  raise(number);
  _exit(128 + number);
}

}  // namespace redactd::shim
