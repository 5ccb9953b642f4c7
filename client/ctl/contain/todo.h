// What no program here can do: said at the end of the drill, most urgent first.
#pragma once

#include <string>
#include <vector>

#include "client/ctl/contain/containment.h"
#include "client/files/formats/terminal.h"

namespace redactd::ctl {

std::vector<std::string> todo_after(const Containment& done, const files::ScrollbackReport& scrollback);

}  // namespace redactd::ctl
