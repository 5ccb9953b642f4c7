// The argv part of a rule, from the JSON text of a rule file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/engine/argv/spec.h"

namespace redactd {

// One thing wrong in the argv part. `pointer` is relative to the rule: "/flags/2/value".
struct ArgvFault {
  std::string pointer;
  std::string code;  // rules.argv.invalid, rules.argv.empty, rules.argv.no_anchor
  std::string what;
  std::string hint;
};

// The keys of a rule object that belong to its argv part; the loader must not call them unknown.
const std::vector<std::string_view>& argv_keys();

// `rule_json` is the whole rule object; keys that are not argv's are passed over. Every fault is reported, not only the
// first; where there is one the result must not be used. Never quotes values.
ArgvSpec parse_argv_spec(std::string_view rule_json, std::vector<ArgvFault>& faults);

}  // namespace redactd
