// `redactctl doctor`.
#pragma once

#include "client/ctl/globals.h"

namespace redactd::ctl {

// 0: nothing is wrong (there may be warnings); 1: something is.
int run_doctor(const Globals& globals, bool as_json);

}  // namespace redactd::ctl
