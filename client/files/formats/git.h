// git repositories: looked into, never touched: an object's name is the hash of what it holds.
#pragma once

#include <optional>
#include <string>

#include "client/files/handler.h"

namespace redactd::files {

// For a directory that the walk enters: the repository's own path where it is one (".git", or a bare repository with HEAD,
// objects and refs); nothing otherwise. Where it gives one, the walk calls handle_repository() and does not go into the directory.
std::optional<std::string> repository_of(const std::string& directory);

// Counts everything below it: objects, loose and packed; reflogs; and all other files as plain bytes. Left "git" with the
// commands where something was found. Packs are read by git(1), which must be in /usr/bin, /usr/local/bin or /bin, and which is
// run so that nothing in the repository can make it start a program. Never throws.
FileResult handle_repository(const std::string& path, const drill::Target& target, const SweepOptions& options);

// A single object or pack, named as an argument or met outside a repository. Throws std::bad_alloc.
FileResult handle_git_object(const OpenFile& file, const drill::Target& target, const SweepOptions& options);

}  // namespace redactd::files
