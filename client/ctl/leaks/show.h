// `redactctl leaks list` and `leaks show`.
#pragma once

#include <string>

#include "client/ctl/globals.h"

namespace redactd::ctl {

// 1 if something is overdue.
int run_leaks_list(const Globals& globals, bool as_json, bool only_overdue);

int run_leaks_show(const Globals& globals, const std::string& name, bool as_json);

}  // namespace redactd::ctl
