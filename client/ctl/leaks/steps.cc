#include "client/ctl/leaks/steps.h"

#include "client/ctl/rule_sources.h"
#include "core/catalogue/catalogue.h"

namespace redactd::ctl {
namespace {

const RuleSpec* rule_of(const LeakView& leak, const std::vector<RuleSpec>& rules) {
  const RuleSpec* by_label = nullptr;
  bool several = false;
  for (const RuleSpec& rule : rules) {
    if (!leak.rule.empty() && rule.id == leak.rule) return &rule;
    if (rule.label != leak.label) continue;
    several = several || by_label != nullptr;
    by_label = &rule;
  }
  return several ? nullptr : by_label;
}

}  // namespace

RotationSteps rotation_steps(const LeakView& leak, const std::vector<RuleSpec>& rules) {
  RotationSteps result;
  if (const RuleSpec* rule = rule_of(leak, rules)) {
    result.title = rule->title;
    result.advice = rule->advice;
    result.source = rule->source;
  }
  const std::string what = result.title.empty() ? leak.label : result.title;
  result.steps = {"Mint a new one (" + what + ") with the rights that the old one has. Do not change the old one in place.",
                  "Verify the new one at the endpoint that it is really used for, not at a test page.",
                  "Update the vault (redactctl vault add " + leak.label + " --file F) and every place that reads it; restart what keeps it in memory.",
                  "Delete the old one at the provider, and see that it is refused.",
                  "redactctl leaks rotated " + leak.id};
  return result;
}

std::vector<RuleSpec> rules_for_advice(const Globals& globals) {
  auto rules = load_rules(globals, own_rule_dirs());
  return rules.ok() ? std::move(*rules) : builtin_rules();
}

}  // namespace redactd::ctl
