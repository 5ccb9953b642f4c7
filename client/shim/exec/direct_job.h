// The command as our child in our own process group: what the terminal sends, it gets by itself.
#pragma once

#include <sys/types.h>

#include "client/shim/exec/command.h"
#include "client/shim/exec/job.h"

namespace redactd::shim {

class DirectJob : public Job {
 public:
  // Starts it. Errors: exec.failed (fork). `exec_error`: see read_report.
  Status start(const ExecOptions& options, const CommandFds& fds, const SignalInbox& signals, int& exec_error);

  int fd() const override { return -1; }
  std::optional<JobEvent> next_event() override;
  void pass_on(const signalfd_siginfo& info) override;
  void resume(bool foreground) override;
  void stop_like(int number) override;

 private:
  pid_t pid_ = -1;
};

}  // namespace redactd::shim
