// A real interactive shell on a pseudo-terminal, for the proof at the end of `redactctl setup`.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"

namespace redactd::ctl {

inline constexpr const char* kProofPrompt = "REDACTD> ";

struct ShellSession {
  std::vector<std::string> argv;         // the program's path first
  std::vector<std::string> environment;  // all of it, as NAME=VALUE
  std::vector<std::string> lines;        // typed one at each prompt; the last must end the shell
};

// Types the lines and waits for the end, 15 s at most; then the shell's session is ended. Errors: setup.proof_shell (not
// started, no prompt in time), setup.interrupted (SIGINT, SIGTERM or SIGHUP came meanwhile; see Interrupts).
Status run_session(const ShellSession& session);

// While one lives, SIGINT, SIGTERM and SIGHUP end what is running instead of the process, so that it can clean up.
class Interrupts {
 public:
  Interrupts();
  ~Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;
  static int caught();  // the signal, or 0
};

}  // namespace redactd::ctl
