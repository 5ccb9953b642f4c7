// The command in a session of its own on a terminal of its own, with a process between it and us.
#pragma once

#include "client/link/fd.h"
#include "client/shim/exec/command.h"
#include "client/shim/exec/job.h"

namespace redactd::shim {

// Without the one in between (the leader of the new session) nobody in the command's session could continue it once it is stopped,
// and the kernel would not let it stop (an orphaned process group, setpgid(2)).
class MonitorJob : public Job {
 public:
  // `terminal`: the slave, which becomes the session's terminal. `foreground`: the command may read it from the start.
  // Errors: exec.failed. `exec_error`: see read_report.
  Status start(const ExecOptions& options, const CommandFds& fds, int terminal, bool foreground, const SignalInbox& signals,
               int& exec_error);

  int fd() const override { return socket_.get(); }
  std::optional<JobEvent> next_event() override;
  void pass_on(const signalfd_siginfo& info) override;
  void resume(bool foreground) override;
  void stop_like(int number) override;

 private:
  link::Fd socket_;
};

}  // namespace redactd::shim
