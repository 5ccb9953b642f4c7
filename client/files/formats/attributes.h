// What a new file takes over from the one it replaces.
#pragma once

#include <sys/stat.h>

#include <optional>

#include "client/files/formats/fault.h"

namespace redactd::files {

// Owner, group, extended attributes (access lists are among them), mode; with `keep_times` also the times. `facts` are of `from`.
// Faults: left "permission" where the owner cannot be kept; unread where an attribute cannot.
std::optional<Fault> copy_attributes(int from, const struct stat& facts, int to, bool keep_times, const std::string& path);

}  // namespace redactd::files
