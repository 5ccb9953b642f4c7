// Questions to the person at the terminal, and which shells setup is for.
#pragma once

#include <string>
#include <vector>

#include "client/ctl/setup/start_file.h"
#include "core/base/result.h"

namespace redactd::ctl {

// Of bash, zsh and fish those that are installed and used: the login shell, or one with a start file or a history.
std::vector<std::string> shells_in_use(const ShellPlaces& places);

// "bash,zsh" or "bash zsh" as names. Error setup.shell_unknown for any other word.
Result<std::vector<std::string>> shell_names(const std::string& words);

// The line that was typed at `prompt`, without its newline; `otherwise` for an empty line and at end of file.
std::string ask(const std::string& prompt, const std::string& otherwise);

}  // namespace redactd::ctl
