// --standard: where secrets of this user usually end up on disk.
#pragma once

#include <string>
#include <vector>

#include "client/ctl/globals.h"

namespace redactd::ctl {

// Only those that are there: histories of shells and of programs with a prompt, what less and vim remember, atuin, the masked
// sink, /var/log. Listed in docs/drill.md.
std::vector<std::string> standard_places(const Globals& globals);

}  // namespace redactd::ctl
