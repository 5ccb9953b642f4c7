// From fork() to the command.
#pragma once

#include <array>

#include "client/shim/exec/options.h"
#include "client/shim/exec/signals.h"
#include "core/base/result.h"

namespace redactd::shim {

// What becomes the command's 0, 1 and 2; -1: as we have it.
using CommandFds = std::array<int, 3>;

// Only async-signal-safe calls: to be called in the child. Where execvp(3) fails its errno goes to `report`, a close-on-exec pipe.
[[noreturn]] void become_command(const ExecOptions& options, const CommandFds& fds, const SignalInbox& signals, int report);

// 0: the command runs; else errno of execvp(3). Waits for the other end of `report` to close.
int read_report(int report);

// What to say of that errno, and the shells' exit status for it: 127 not found, 126 found but not to be executed.
Error command_error(int error);
int command_error_status(int error);

}  // namespace redactd::shim
