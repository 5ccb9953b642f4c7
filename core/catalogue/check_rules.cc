#include "core/catalogue/catalogue.h"
#include "core/catalogue/gate.h"
#include "core/engine/redactor.h"

namespace redactd {
namespace {

class Checker {
 public:
  explicit Checker(const std::vector<RuleSpec>& rules) : rules_(rules) {}

  std::vector<Fault> run() {
    if (!compile()) return std::move(faults_);
    for (uint32_t number = 0; number < rules_.size(); ++number) {
      rule_ = &rules_[number];
      number_ = number;
      if (rule_->examples.empty()) fault("/examples", "rules.example.missing", "The rule has no example.", "Give one that is obviously fake.");
      for (size_t i = 0; i < rule_->examples.size(); ++i) example("/examples/" + std::to_string(i), expand_example(rule_->examples[i]));
      for (size_t i = 0; i < rule_->negative_examples.size(); ++i) {
        negative("/negative_examples/" + std::to_string(i), expand_example(rule_->negative_examples[i]));
      }
    }
    ordinary();
    return std::move(faults_);
  }

 private:
  void fault(std::string pointer, const char* code, std::string what, const char* hint) {
    faults_.push_back({rule_->family, 0, std::move(pointer), code, "Rule " + rule_->id + ": " + what, hint});
  }

  // Observed and advising rules are checked like masking ones: their examples say what they find.
  bool compile() {
    std::vector<std::shared_ptr<const CompiledRule>> compiled;
    for (const RuleSpec& spec : rules_) {
      rule_ = &spec;
      RuleSpec masking = spec;
      masking.mode = RuleMode::kMask;
      masking.owner_uid.reset();
      auto result = compile_rule(std::move(masking), /*trusted=*/true);
      if (result) compiled.push_back(std::move(result).value());
      else fault("", result.error().code.c_str(), result.error().what, "See docs/rules.md.");
    }
    if (!faults_.empty()) return false;
    snapshot_ = Snapshot::build(std::move(compiled), 1, make_hash_scanner);
    return true;
  }

  std::string mask(const std::string& text, bool all_rules, size_t& findings) {
    MaskOptions options;
    if (!all_rules) options.only_rule = number_;
    std::string out;
    findings = redactor_.mask(*snapshot_, text, options, out).findings;
    return out;
  }

  void example(const std::string& pointer, const std::string& text) {
    size_t findings = 0, ignored = 0;
    const std::string masked = mask(text, false, findings);
    if (findings == 0) return fault(pointer, "rules.example.not_masked", "The example is not masked.", "Correct the rule or the example.");
    if (masked.find("[REDACTED_" + rule_->label) == std::string::npos) {
      return fault(pointer, "rules.example.not_masked", "The example is masked without the rule's label.", "Correct the rule.");
    }
    const std::string by_all = mask(text, true, ignored);
    if (mask(by_all, true, ignored) != by_all) {
      fault(pointer, "rules.example.masked_twice", "Masking the masked example changes it again.", "The pattern must not match a mask.");
    }
  }

  void negative(const std::string& pointer, const std::string& text) {
    size_t findings = 0;
    if (mask(text, false, findings) != text) {
      fault(pointer, "rules.example.negative_masked", "The negative example is masked.", "Narrow the rule or correct the example.");
    }
  }

  // All rules at once over the corpus; who is to blame is asked only for lines that were touched.
  void ordinary() {
    for (const std::string_view line : ordinary_lines()) {
      size_t findings = 0;
      if (mask(std::string(line), true, findings) == line) continue;
      for (number_ = 0; number_ < rules_.size(); ++number_) {
        rule_ = &rules_[number_];
        if (mask(std::string(line), false, findings) != line) {
          fault("", "rules.pattern.too_wide", "It touches an ordinary line: " + std::string(line), "Narrow it.");
        }
      }
    }
  }

  const std::vector<RuleSpec>& rules_;
  std::vector<Fault> faults_;
  std::shared_ptr<const Snapshot> snapshot_;
  Redactor redactor_;
  const RuleSpec* rule_ = nullptr;
  uint32_t number_ = 0;
};

}  // namespace

std::vector<Fault> check_rules(const std::vector<RuleSpec>& rules) { return Checker(rules).run(); }

}  // namespace redactd
