// What an operator asked for while no daemon was there: STATE/pending.jsonl, one patterns.add call a line.
#pragma once

#include <string>
#include <vector>

#include "daemon/control/environment.h"

namespace redactd::daemon {

// `self`: the daemon as its own caller. Adds each pattern through the same gate and audit as if it were asked for now, then empties the file. What cannot be added is
// told in `refused` and kept only where the disk was at fault. The result: the ids that came into force.
std::vector<std::string> adopt_pending(ControlServices& services, const Caller& self, std::vector<Error>& refused);

}  // namespace redactd::daemon
