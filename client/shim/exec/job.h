// The command that runs, however it was started.
#pragma once

#include <sys/signalfd.h>

#include <optional>

namespace redactd::shim {

struct JobEvent {
  enum Kind { kStopped, kEnded };
  Kind kind;
  int value;  // kStopped: the signal; kEnded: the status of waitpid(2)
};

class Job {
 public:
  virtual ~Job() = default;

  // Readable when there is an event; -1: SIGCHLD says so.
  virtual int fd() const = 0;
  // The next event, without waiting.
  virtual std::optional<JobEvent> next_event() = 0;
  // Hands on a signal that we were sent.
  virtual void pass_on(const signalfd_siginfo& info) = 0;
  // Continues a command that was stopped. `foreground`: its terminal's keys are its own.
  virtual void resume(bool foreground) = 0;
  // Stops this process as the command was stopped; returns when it goes on.
  virtual void stop_like(int number) = 0;
};

}  // namespace redactd::shim
