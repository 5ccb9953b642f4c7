// Rules as a flat byte string: how the build puts the catalogue into the programs, so that none parses JSON at its start.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/engine/rule.h"

namespace redactd {

// Two strings: what an engine needs, and what only people and checks read (title, source, examples).
struct PackedRules {
  std::string rules;
  std::string texts;
};
PackedRules pack_rules(const std::vector<RuleSpec>& rules);

// The inverse. `texts` may be empty: then title, source and examples stay empty. The bytes are trusted (the build wrote
// them); damaged ones give fewer rules, never a crash.
std::vector<RuleSpec> unpack_rules(std::string_view rules, std::string_view texts);

}  // namespace redactd
