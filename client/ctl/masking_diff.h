// `redactctl test --diff`: the lines that masking changes, before and after, without the secrets.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/engine/redactor.h"

namespace redactd::ctl {

// `-` lines show each finding of `findings` (sorted, not overlapping) as its length, `+` lines as its mask; the last line
// counts. `terminal`: coloured, and the text's own control bytes escaped.
std::string masking_diff(const Snapshot& snapshot, const MaskOptions& options, std::string_view text,
                         const std::vector<Finding>& findings, bool terminal);

}  // namespace redactd::ctl
