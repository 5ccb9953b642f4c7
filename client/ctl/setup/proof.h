// The proof: a false token, made now, goes through each path for real, and what came out is looked at.
#pragma once

#include <string>
#include <vector>

#include "client/ctl/globals.h"

namespace redactd::ctl {

struct ProofResult {
  std::string path;   // "bash", "zsh", "fish", "mask" or "log"
  bool masked = false;
  std::string where;  // what was looked at, in words
  std::string shown;  // the line that was stored there, masked; empty if none was
  std::string fault;  // why not
};

// Runs the shells in a home directory of their own (mode 700, below XDG_RUNTIME_DIR or TMPDIR), which is searched for the token
// and then taken away, also after SIGINT, SIGTERM or SIGHUP. "log" needs the daemon and leaves one masked record in its sinks.
class Proof {
 public:
  // `program`: the running redactctl.
  Proof(const Globals& globals, std::string program);
  ~Proof();
  Proof(const Proof&) = delete;
  Proof& operator=(const Proof&) = delete;

  ProofResult shell(const std::string& name);
  ProofResult mask();
  ProofResult log();

 private:
  std::vector<std::string> environment(const std::string& home) const;

  const Globals& globals_;
  std::string program_, shim_, folder_, token_;
};

}  // namespace redactd::ctl
