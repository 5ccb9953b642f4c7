// The signals of a process that stands for another one.
#pragma once

#include <sys/signalfd.h>

#include <csignal>
#include <optional>

#include "client/link/fd.h"

namespace redactd::shim {

// Blocks what is to be passed on, and what tells of the command, and reads it from a descriptor. What was ignored before stays so.
class SignalInbox {
 public:
  SignalInbox();

  int fd() const { return fd_.get(); }
  std::optional<signalfd_siginfo> next();

  // Before the command is executed: the mask and the dispositions that we were started with. Safe after fork().
  void undo() const;

 private:
  link::Fd fd_;
  sigset_t before_{};
  bool pipe_ignored_ = false;
  bool child_ignored_ = false;
};

// A signal whose job is to reach the command, not us.
bool is_passed_on(int number);

// Stops this process (`whom`: its id, or 0: its whole group, as the terminal would) and returns when it was continued; at once
// where nobody could continue it (an orphaned group).
void stop_as(int number, int whom);

// Ends this process by the signal, without a core dump; 128 + number where it does not.
[[noreturn]] void die_by(int number);

}  // namespace redactd::shim
