// `redactctl rules check`.
#pragma once

#include <string>
#include <vector>

namespace redactd::ctl {

// 0: no fault; 1: faults, all printed; 5: a file could not be read.
int run_rules_check(const std::vector<std::string>& paths, bool as_json);

}  // namespace redactd::ctl
