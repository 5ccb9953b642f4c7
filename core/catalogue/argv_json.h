// The argv part of a rule (config/commands.d), from the JSON text of the rule.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/engine/argv/spec.h"

namespace redactd {

// The keys of a rule object that belong to its argv part.
const std::vector<std::string_view>& argv_keys();

// `rule_json` is the text of one rule: a JSON object that the caller has already parsed once without error, so that only its
// argv keys need a look; other keys are the caller's. Fills `out`, and appends every fault to `errors` as
// "POINTER: sentence", the JSON pointer relative to the rule ("/flags/2/value: is not attached, next or either").
void parse_argv_fields(std::string_view rule_json, ArgvSpec& out, std::vector<std::string>& errors);

}  // namespace redactd
