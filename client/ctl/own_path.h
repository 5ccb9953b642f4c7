// Where the running program is.
#pragma once

#include <string>

namespace redactd::ctl {

// Absolute, behind symbolic links (proc(5), /proc/self/exe); empty without /proc.
std::string own_path();

}  // namespace redactd::ctl
