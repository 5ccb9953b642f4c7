// The process between redact-shim exec and the command: leader of the terminal's session.
#pragma once

#include "client/shim/exec/command.h"

namespace redactd::shim {

// What goes over the socket (SOCK_SEQPACKET), both ways.
struct MonitorMessage {
  enum Kind : int {
    kStarted,    // to us; value: errno of execvp(3), 0 if it runs
    kStopped,    // to us; value: the signal
    kEnded,      // to us; value: the status of waitpid(2)
    kSignal,     // to the monitor; value: the signal
    kResume,     // to the monitor; value: 1 with the keys, 0 in the background
  };
  Kind kind;
  int value;
};

// Runs in the child, until the command has ended or the socket's other end is gone. Never returns.
[[noreturn]] void run_monitor(const ExecOptions& options, const CommandFds& fds, int terminal, bool foreground,
                              const SignalInbox& signals, int socket);

}  // namespace redactd::shim
