// The argv part of a rule (config/commands.d): tools, flags, operands, env, stdin, stdin_flags.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/engine/argv/spec.h"

namespace redactd {

// `rule_json` is the text of one rule: a JSON object that the caller has already parsed once without error, so that only its
// argv keys need a look; other keys are the caller's. Fills `out`, and appends every fault to `errors` as
// "POINTER: sentence", the JSON pointer relative to the rule ("/flags/2/value: is not attached, next or either").
void parse_argv_fields(std::string_view rule_json, ArgvSpec& out, std::vector<std::string>& errors);

}  // namespace redactd
