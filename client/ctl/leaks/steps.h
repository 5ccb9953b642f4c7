// What to do about a leaked secret: mint a new one, never change the old one in place.
#pragma once

#include <string>
#include <vector>

#include "client/ctl/leaks/ledger_view.h"
#include "core/engine/rule.h"

namespace redactd::ctl {

struct RotationSteps {
  std::string title;               // of the secret: "Cloudflare user API token"; empty: no rule knows it
  std::string advice;              // the vendor's, from the rule
  std::string source;              // where the vendor says so
  std::vector<std::string> steps;  // in order, sentences
};

// The rule is the leak's own, else the one that alone has the leak's label.
RotationSteps rotation_steps(const LeakView& leak, const std::vector<RuleSpec>& rules);

// The built-in rules and the operator's; where those cannot be read, the built-in ones.
std::vector<RuleSpec> rules_for_advice(const Globals& globals);

}  // namespace redactd::ctl
