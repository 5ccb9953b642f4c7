// The rules besides the operator's patterns: built in, and from rule files.
#pragma once

#include <string>
#include <vector>

#include "daemon/control/environment.h"

namespace redactd::daemon {

// The built-in rules, and those of DIR/*.json in the order of their names; a file's rule stands in for a built-in one of the
// same id. A directory that does not exist is empty if `optional`, else a fault.
CatalogueRead read_catalogue(const std::vector<std::string>& dirs, bool optional);

}  // namespace redactd::daemon
