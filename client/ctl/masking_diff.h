// `redactctl test --diff`: the lines that masking changes, before and after, without the secrets.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/engine/redactor.h"

namespace redactd::ctl {

struct DiffLook {
  bool escaped = false;   // the text's own control bytes, for a terminal
  bool coloured = false;
};

// `-` lines show each finding of `findings` (sorted, not overlapping) as its length, `+` lines as its mask; the last line
// counts.
std::string masking_diff(const Snapshot& snapshot, const MaskOptions& options, std::string_view text,
                         const std::vector<Finding>& findings, DiffLook look);

}  // namespace redactd::ctl
