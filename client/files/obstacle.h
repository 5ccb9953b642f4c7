// Why a file cannot be written to, and what the operator may do about it. Nothing is ever forced.
#pragma once

#include <optional>
#include <string>

#include "client/files/sweep.h"

namespace redactd::files {

// `error`: errno of the failed open or write; `fd`: the descriptor that reads it. `path`: for the command. count stays 0.
Left obstacle(int error, int fd, const std::string& path);

// What would be in the way of writing to this file, asked without opening it. `directory` and `name` as in openat(2).
std::optional<Left> foreseen_obstacle(int directory, const std::string& name, int fd, const std::string& path);

// In single quotes where a shell needs them.
std::string quoted(const std::string& path);

}  // namespace redactd::files
