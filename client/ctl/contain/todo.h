// What no program here can do: said at the end of the drill, most urgent first.
#pragma once

#include <string>
#include <vector>

#include "client/ctl/contain/containment.h"

namespace redactd::ctl {

std::vector<std::string> todo_after(const Containment& done);

}  // namespace redactd::ctl
