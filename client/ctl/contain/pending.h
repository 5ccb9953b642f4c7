// What the daemon is to take over when it starts: STATE/pending.jsonl, one patterns.add call a line. Shapes only, no secret.
#pragma once

#include <string>

#include "client/ctl/globals.h"
#include "core/base/result.h"

namespace redactd::ctl {

// Adds one line, durably. The result is the file's path. Errors: io.write_failed.
Result<std::string> keep_pattern_for_later(const Globals& globals, const std::string& params_json);

}  // namespace redactd::ctl
