// redactd's loadable builtin for bash. SPDX-License-Identifier: GPL-3.0-or-later
// The history file of the shell above this one, as the environment tells it.
#pragma once

#include <optional>
#include <string>

namespace redactd::builtin {

// The path in REDACT_HISTFILE, if the file (or, where there is none yet, its directory) belongs to the effective user; for
// another user (su, sudo -s with the environment kept) ~/.bash_history of that user. nullopt: the variable is not set, or is
// empty because the shell above stores nothing.
std::optional<std::string> inherited_histfile();

// A relative HISTFILE means something else after `cd` in a child.
std::string absolute_path(const std::string& path);

}  // namespace redactd::builtin
