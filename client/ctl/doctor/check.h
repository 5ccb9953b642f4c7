// One thing that doctor looked at.
#pragma once

#include <string>
#include <vector>

#include "client/ctl/globals.h"

namespace redactd::ctl {

enum class Health { kOk, kWarning, kWrong };

struct Check {
  std::string name;   // stable: "socket.capture"
  Health health = Health::kOk;
  std::string what;   // a sentence
  std::string mend;   // the command that mends it; empty if all is well
};

using Checks = std::vector<Check>;

// Each appends what it found; none changes anything.
void check_sockets(const Globals& globals, Checks& checks);
void check_files(const Globals& globals, Checks& checks);
void check_shells(Checks& checks);
// bash only, where its start file loads the hook.
void check_bash_builtin(Checks& checks);
void check_repls(Checks& checks);
void check_host(Checks& checks);
void check_vault(const Globals& globals, Checks& checks);
void check_leaks(const Globals& globals, Checks& checks);

}  // namespace redactd::ctl
