// The answer to a call that changed something: which generation is in force, and what came and went.
#pragma once

#include <string>

#include "client/ctl/globals.h"

namespace redactd::ctl {

// Calls and prints {"generation","added","removed"} as JSON or as a line. The result is the exit status.
int run_change(const Globals& globals, const std::string& method, const std::string& params, bool as_json);

// "generation 8: added X; removed Y", or the JSON text itself.
std::string describe_change(const std::string& answer_json, bool as_json);

}  // namespace redactd::ctl
