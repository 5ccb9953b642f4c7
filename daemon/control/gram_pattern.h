// Short literals as one regular expression that is quick to compile and to try.
#pragma once

#include <set>
#include <string>

namespace redactd::daemon {

// PCRE syntax: matches wherever one of the (not empty) literals of ASCII bytes stands. Common beginnings are written once and
// single bytes become classes, for shells compile it anew for every line.
std::string alternatives(const std::set<std::string>& literals);

}  // namespace redactd::daemon
