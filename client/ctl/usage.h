// Wrong usage, said without quoting an argument: it may be a secret that ended up in the wrong place.
#pragma once

#include <string>

#include "core/base/result.h"

namespace redactd::ctl {

// From the name and text of the command line library's error. Code ctl.usage.
Error usage_error(const std::string& kind, const std::string& text);

}  // namespace redactd::ctl
