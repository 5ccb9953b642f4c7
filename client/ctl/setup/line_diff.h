// A change to a small file in the unified format (POSIX diff -u), for one change in one place.
#pragma once

#include <string>

namespace redactd::ctl {

// Empty if the two are equal. Three lines of context.
std::string line_diff(const std::string& path, const std::string& before, const std::string& after);

// The diff with a terminal's colours. What the files hold must have been made safe for a terminal before.
std::string coloured_diff(const std::string& diff);

}  // namespace redactd::ctl
