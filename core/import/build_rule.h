// From one foreign rule to rules of ours that have passed every check.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/engine/rule.h"
#include "core/import/foreign.h"

namespace redactd {

struct BuiltRule {
  RuleSpec spec;
  std::vector<std::string> notes;
};

struct BuiltRules {
  std::vector<BuiltRule> rules;
  std::vector<Error> refusals;  // one for each part of the rule that could not be translated
};

// `taken`: ids in use; grows. `observe`: the rules count only, and mask nothing.
BuiltRules build_rules(const ForeignRule& foreign, Scanner scanner, bool observe, std::set<std::string>& taken);

}  // namespace redactd
