// `redactctl ledger export` and `ledger import`.
#pragma once

#include <string>

#include "client/ctl/globals.h"

namespace redactd::ctl {

int run_ledger_export(const Globals& globals, const std::string& path);

// In as many calls as it takes; a second run changes nothing.
int run_ledger_import(const Globals& globals, const std::string& path, bool as_json);

}  // namespace redactd::ctl
