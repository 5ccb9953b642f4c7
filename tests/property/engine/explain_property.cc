#include <doctest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "core/catalogue/catalogue.h"
#include "core/engine/explain.h"
#include "tests/support/text_gen.h"

namespace redactd {
namespace {

// What the explanation calls masked is what the engine masks: the same bytes, by the same rules.
bool agrees(const Snapshot& snapshot, const std::string& text) {
  Redactor redactor;
  std::vector<Finding> expected;
  redactor.find(snapshot, text, {}, expected);
  Explainer explainer(snapshot, {});
  Explanation explanation;
  explainer.explain(text, explanation);
  std::vector<Finding> masked;
  for (const ExplainedCandidate& candidate : explanation.candidates) {
    if (candidate.line < 1 || candidate.column < 1 || candidate.end > text.size()) return false;
    if (candidate.outcome == Outcome::kLetGo && candidate.reason == Refusal::kNone) return false;
    if (candidate.outcome == Outcome::kMasked) masked.push_back({candidate.begin, candidate.end, candidate.rule});
  }
  const auto before = [](const Finding& a, const Finding& b) { return a.begin < b.begin; };
  std::sort(masked.begin(), masked.end(), before);
  const auto same = [](const Finding& a, const Finding& b) { return a.begin == b.begin && a.end == b.end && a.rule == b.rule; };
  return std::equal(masked.begin(), masked.end(), expected.begin(), expected.end(), same) &&
         std::equal(explanation.findings.begin(), explanation.findings.end(), expected.begin(), expected.end(), same);
}

TEST_CASE("the explanation agrees with the engine on random texts") {
  const auto small = test::small_snapshot();
  const auto builtin = test::builtin_snapshot();
  CHECK(rc::check([&] {
    const std::string input = *test::text();
    RC_ASSERT(agrees(*small, input));
    RC_ASSERT(agrees(*builtin, input));
  }));
}

TEST_CASE("and on the examples of every rule, masked or not") {
  const auto builtin = test::builtin_snapshot();
  std::string all;
  for (uint32_t number = 0; number < builtin->size(); ++number) {
    const RuleSpec& rule = builtin->rule(number);
    for (const auto* examples : {&rule.examples, &rule.negative_examples}) {
      for (const std::string& example : *examples) {
        CHECK_MESSAGE(agrees(*builtin, expand_example(example)), rule.id);
        all += expand_example(example) + "\n";
      }
    }
  }
  CHECK(agrees(*builtin, all));
}

}  // namespace
}  // namespace redactd
