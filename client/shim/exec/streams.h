// Which of the command's streams is a terminal, a pipe, or ours as it is.
#pragma once

#include <memory>
#include <vector>

#include "client/link/fd.h"
#include "client/shim/exec/channel.h"
#include "client/shim/exec/command.h"
#include "client/shim/exec/line_store.h"
#include "client/shim/exec/options.h"
#include "client/shim/exec/terminal.h"
#include "client/shim/exec/typed_echo.h"

namespace redactd::shim {

// Standard input is the command's own, as it is, unless it gets a session of its own. Output to a terminal goes through a terminal of
// ours, output to anything else through a pipe; standard error shares either if it goes to the same place, so that the order
// of the two is kept.
class Streams {
 public:
  // Errors: exec.no_terminal, exec.failed.
  static Result<Streams> open(const ExecOptions& options);

  // The command leads a session on our terminal: both its input and its output are the user's.
  bool own_session() const { return own_session_; }
  int terminal() const { return pty_.slave.get(); }
  int master() const { return master_; }
  int window_from() const { return window_from_; }
  CommandFds command_fds() const;

  // Once the command runs: its ends are closed here, and ours belong to the channels.
  std::vector<std::unique_ptr<Channel>> make_channels(const ExecOptions& options, TypedEcho& echo, LineStore* store);

 private:
  struct Pipe {
    link::Fd reader;
    link::Fd writer;
  };

  Pty pty_;
  Pipe out_;
  Pipe error_;
  bool own_session_ = false;
  bool error_shares_ = false;
  int master_ = -1;
  int window_from_ = -1;
};

}  // namespace redactd::shim
