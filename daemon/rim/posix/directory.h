// A directory of the daemon's own: made if it is missing, refused if someone else could have a hand in it.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include "core/base/result.h"
#include "daemon/rim/posix/unique_fd.h"

namespace redactd::daemon {

// Opens `path`, making it and what leads to it with `mode` where missing. Refused: a symlink in its last place, another
// owner than this process's user, write permission for everybody. `area` begins the codes: AREA.symlink, AREA.owner,
// AREA.world_writable, AREA.not_directory, AREA.io. `group`: of a directory that is made here.
Result<UniqueFd> open_own_directory(const std::string& path, mode_t mode, const std::string& area, std::optional<gid_t> group);

// An exclusive lock that ends with the process. Errors: daemon.already_running, state.io.
Result<UniqueFd> lock_directory(int directory, const char* name);

// The number of a group; nullopt: there is none of that name.
std::optional<gid_t> group_named(const std::string& name);

}  // namespace redactd::daemon
