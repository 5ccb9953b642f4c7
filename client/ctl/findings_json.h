// Findings as `redactctl test --json` prints them.
#pragma once

#include <string>
#include <vector>

#include "core/engine/redactor.h"

namespace redactd::ctl {

// [{"rule","label","start","end"}], offsets in bytes.
std::string findings_json(const Snapshot& snapshot, const std::vector<Finding>& findings);

}  // namespace redactd::ctl
