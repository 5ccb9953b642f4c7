// `redactctl rules list`.
#pragma once

#include "client/ctl/globals.h"

namespace redactd::ctl {

// Asks the daemon; where none runs it lists what this program has itself, and says so. The result is the exit status.
int run_rules_list(const Globals& globals, bool as_json);

}  // namespace redactd::ctl
