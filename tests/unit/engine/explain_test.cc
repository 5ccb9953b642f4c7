#include <doctest.h>

#include <algorithm>

#include "core/engine/explain.h"
#include "core/engine/trace.h"
#include "tests/support/rules.h"

namespace redactd {
namespace {

Explanation explain(const std::string& text) {
  static const auto snapshot = test::builtin_snapshot();
  Explainer explainer(*snapshot, {});
  Explanation explanation;
  explainer.explain(text, explanation);
  return explanation;
}

std::vector<ExplainedCandidate> with(const Explanation& explanation, Outcome outcome) {
  std::vector<ExplainedCandidate> wanted;
  std::copy_if(explanation.candidates.begin(), explanation.candidates.end(), std::back_inserter(wanted),
               [&](const ExplainedCandidate& c) { return c.outcome == outcome; });
  return wanted;
}

bool let_go_for(const std::string& text, Refusal reason) {
  const auto let_go = with(explain(text), Outcome::kLetGo);
  return std::any_of(let_go.begin(), let_go.end(), [&](const ExplainedCandidate& c) { return c.reason == reason; });
}

TEST_CASE("a masked value names its anchor, its line and what is masked") {
  const auto masked = with(explain("one\nthe password=hunter2x77 here\n"), Outcome::kMasked);
  REQUIRE(masked.size() == 1);
  CHECK(masked[0].line == 2);
  CHECK(masked[0].anchor == "password");
  CHECK(masked[0].column == 5);
  CHECK(masked[0].begin == 17);
  CHECK(masked[0].end == 27);
}

TEST_CASE("what is let go says which check refused it") {
  CHECK(let_go_for("password=$DB_PASS", Refusal::kReference));
  CHECK(let_go_for("password=changeme", Refusal::kStandInWord));
  CHECK(let_go_for("password=/etc/app/secret", Refusal::kPath));
  CHECK(let_go_for("password=xxxxxxxx", Refusal::kOneCharacter));
  CHECK(let_go_for("password_file=/run/x77x", Refusal::kHarmlessName));
  CHECK(let_go_for("see https://example.com/a", Refusal::kNoUserInfo));
  CHECK(let_go_for("see https://ann@example.com/a", Refusal::kUserName));
  CHECK(let_go_for("a ghp_short token", Refusal::kShortRun));
  CHECK(let_go_for("xghp_" + test::fake_body(1), Refusal::kEdgeBefore));
  CHECK(let_go_for("-----BEGIN CERTIFICATE-----", Refusal::kNoPrivateKey));
  CHECK(let_go_for("mysqldump -p$PASS db", Refusal::kReference));
  CHECK(let_go_for("mysqldump --help", Refusal::kNoArgument));
  CHECK(let_go_for("[REDACTED_PASSWORD] and [REDACTED_API_TOKEN]", Refusal::kInsideMask));
}

TEST_CASE("a value that repeats is told as an echo of its line") {
  const auto masked = with(explain("password=hunter2x77\nbut hunter2x77 again\n"), Outcome::kMasked);
  REQUIRE(masked.size() == 2);
  CHECK(masked[1].echo);
  CHECK(masked[1].anchor.empty());
  CHECK(masked[1].echo_line == 1);
  CHECK(masked[1].line == 2);
}

TEST_CASE("of candidates that overlap one is masked and the others joined") {
  const Explanation explanation = explain("DB_TOKEN=ghp_" + test::fake_body(2) + "\n");
  CHECK(with(explanation, Outcome::kMasked).size() == 1);
  CHECK(!with(explanation, Outcome::kJoined).empty());
}

TEST_CASE("lines, offsets, key blocks and values go on over pieces") {
  static const auto snapshot = test::builtin_snapshot();
  Explainer explainer(*snapshot, {});
  Explanation first, second;
  const std::string piece = "password=hunter2x77\n";
  explainer.explain(piece, first);
  explainer.explain("again hunter2x77\n", second);
  REQUIRE(second.candidates.size() == 1);
  CHECK(second.candidates[0].line == 2);
  CHECK(second.candidates[0].begin == piece.size() + 6);
  CHECK(second.findings.at(0).begin == piece.size() + 6);
}

TEST_CASE("what is let go without end is counted, not kept") {
  std::string text;
  for (int i = 0; i < 210'000; ++i) text += "://\n";
  const Explanation explanation = explain(text);
  CHECK(explanation.candidates.size() == Trace::kMaxLetGo);
  CHECK(explanation.unlisted == 10'000);
}

TEST_CASE("every refusal has a name and a sentence of its own") {
  std::vector<std::string> names;
  for (int i = 0; i <= static_cast<int>(Refusal::kSeparatorMissing); ++i) {
    names.emplace_back(name_of(static_cast<Refusal>(i)));
    CHECK(std::string(sentence_of(static_cast<Refusal>(i))).size() > 5);
  }
  std::sort(names.begin(), names.end());
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
}

}  // namespace
}  // namespace redactd
