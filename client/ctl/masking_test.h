// `redactctl test`: stdin masked to stdout as one stream.
#pragma once

#include <string>
#include <vector>

#include "client/ctl/globals.h"

namespace redactd::ctl {

struct MaskingTest {
  bool as_json = false;
  bool as_diff = false;
  bool as_explanation = false;
  std::string rule;
  std::vector<std::string> rules_dirs;
};

// The result is the exit status.
int run_masking_test(const Globals& globals, const MaskingTest& options);

}  // namespace redactd::ctl
