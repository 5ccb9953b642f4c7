// Is a rule, as data, one that can work? Its examples are check_rules()' part (catalogue.h).
#pragma once

#include <vector>

#include "core/catalogue/rule_fields.h"
#include "core/engine/rule.h"

namespace redactd {

// Appends every fault: names, alphabet, lengths, anchors, and whether the pattern compiles and each of its matches holds an
// anchor. Anchors that can neither be proved nor refuted pass: RE2 patterns exist whose literals this analysis cannot see.
void check_rule(const RuleSpec& spec, std::vector<FieldFault>& faults);

}  // namespace redactd
