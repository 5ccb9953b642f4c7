// `redactctl rules bench`: which rules cost the most over a text.
#pragma once

#include <string>
#include <vector>

#include "client/ctl/globals.h"

namespace redactd::ctl {

struct RulesBench {
  std::string path;  // "-": stdin
  std::vector<std::string> rules_dirs;
  bool as_json = false;
  size_t top = 20;   // rules shown; JSON has all that were raised
  size_t passes = 5;
};

// The result is the exit status.
int run_rules_bench(const Globals& globals, const RulesBench& options);

}  // namespace redactd::ctl
