// One rule as JSON text, read into data and written back. What the data means is rule_check.h's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/engine/rule.h"

namespace redactd {

// A fault inside one rule; `pointer` is relative to the rule: "/length/1".
struct FieldFault {
  std::string pointer;
  std::string code;
  std::string what;
  std::string hint;
};

// `rule_json`: valid JSON. Reads what can be read and appends every fault: unknown and missing keys, wrong types, wrong ranges.
void read_rule(std::string_view rule_json, RuleSpec& spec, std::vector<FieldFault>& faults);

// A prefix or regex rule as one JSON object, with the keys of read_rule.
std::string write_rule(const RuleSpec& spec);

}  // namespace redactd
