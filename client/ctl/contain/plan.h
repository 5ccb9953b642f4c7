// What an operator asked the drill for.
#pragma once

#include <string>

#include "client/ctl/globals.h"
#include "client/files/sweep.h"

namespace redactd::ctl {

struct ContainPlan {
  Globals globals;
  std::string label;
  int ttl_days = 90;         // until the replacement is to be rotated
  bool ttl_given = false;    // else the rule's own, where the vendor states one
  bool no_pattern = false;
  std::string note;
  files::SweepOptions sweep; // paths, excludes, jobs
};

}  // namespace redactd::ctl
