// Hints of the daemon on a command that was allowed but is likely a mistake.
#pragma once

#include <string>
#include <vector>

namespace redactd::link {

// The file whose presence switches hints off: $XDG_CONFIG_HOME/redactd/advise.off (else ~/.config); empty without a home.
std::string advise_off_path();

// The lines as a terminal may be given them; none if they are switched off.
std::vector<std::string> wanted_advice(const std::vector<std::string>& advice);

// One line each on stderr, escaped, unless they are switched off.
void print_advice(const std::vector<std::string>& advice);

}  // namespace redactd::link
