// An operator's pattern as patterns.list and patterns.get show it.
#pragma once

#include <string>

#include "core/catalogue/patterns.h"

namespace redactd::daemon {

std::string pattern_json(const OperatorPattern& pattern);

}  // namespace redactd::daemon
