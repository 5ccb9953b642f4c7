// Lists the regular files below the arguments, and git repositories (".git" or bare) as wholes. Holds directories on the current branch open, nothing else.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "client/files/found.h"

namespace redactd::files {

struct WalkEvents {
  std::function<void(Found)> found;
  // `reason`: Skipped::reason, a stable word.
  std::function<void(const std::string& shown, const char* reason)> skipped;
  // `error`: errno's number.
  std::function<void(const std::string& shown, int error)> unread;
};

// Arguments that are symbolic links are followed, links met in a directory are not. What vanishes meanwhile is passed over.
// `excludes`: fnmatch(3) patterns on the shown path and on its last component.
void walk(const std::vector<std::string>& paths, const std::vector<std::string>& excludes, const WalkEvents& events);

}  // namespace redactd::files
