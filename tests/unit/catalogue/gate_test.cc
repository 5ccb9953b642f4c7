// The narrowness gate: what is refused, and why.
#include <doctest.h>

#include <algorithm>
#include <chrono>

#include "core/catalogue/gate.h"

using namespace redactd;

namespace {

GateReport check(const std::string& pattern, std::vector<std::string> samples = {}, std::vector<std::string> existing = {}) {
  RuleSpec spec;
  spec.id = "acme-token";
  spec.label = "ACME_TOKEN";
  spec.regex.pattern = pattern;
  return check_narrow(spec, samples, existing);
}

bool refused(const GateReport& report, const std::string& code) {
  return std::any_of(report.refusals.begin(), report.refusals.end(), [&](const Error& e) { return e.code == code; });
}

}  // namespace

TEST_CASE("a narrow pattern is let in and its anchors are filled in") {
  RuleSpec spec;
  spec.id = "acme-token";
  spec.label = "ACME_TOKEN";
  spec.regex.pattern = "acme_[0-9A-Za-z]{24}";
  const GateReport report = check_narrow(spec, {"acme_EXAMPLE0123456789EXAMPLE"}, {"other"});
  for (const Error& e : report.refusals) FAIL_CHECK(e.message());
  CHECK(spec.regex.anchors == std::vector<std::string>{"acme_"});
  CHECK(report.matched_lines.empty());
}

TEST_CASE("what is refused") {
  CHECK(refused(check("acme_("), "rules.pattern.invalid"));
  CHECK(refused(check("(acme)_([0-9]{9})"), "rules.pattern.groups"));
  CHECK(refused(check("[0-9a-f]{40}"), "gate.no_literal"));
  CHECK(refused(check("abc[0-9a-f]{40}"), "gate.no_literal"));
  CHECK(!refused(check("ab_[0-9a-f]{40}"), "gate.no_literal"));
  CHECK(refused(check("(?:acme_[0-9]{20})?"), "gate.matches_empty"));
  CHECK(refused(check("acme_[0-9]"), "gate.too_short"));
  CHECK(refused(check("key=acme_([0-9]{4})"), "gate.too_short"));
  CHECK(refused(check("acme_[^ ]{20}"), "gate.matches_newline"));
  CHECK(refused(check("acme_\\s[0-9]{20}"), "gate.matches_newline"));
  CHECK(refused(check("REDACTED_[A-Z_]{4,}"), "gate.matches_mask"));
  CHECK(refused(check("\\*{8,}"), "gate.matches_mask"));
  CHECK(refused(check("acme_[0-9]{20}", {}, {"x", "acme-token"}), "gate.duplicate_id"));
}

TEST_CASE("a pattern that touches ordinary text is refused, with at most three of the lines") {
  const GateReport report = check("systemd[^\\n]{8,}");
  CHECK(refused(report, "gate.too_wide"));
  CHECK(!report.matched_lines.empty());
  CHECK(check("https?://[^\\n ]{8,}").matched_lines.size() == 3);
}

TEST_CASE("samples must be masked whole, and are never quoted") {
  const GateReport part = check("acme_[0-9]{10}\\b", {"acme_0123456789-rest"});
  CHECK(refused(part, "gate.sample_not_whole"));
  const GateReport none = check("acme_[0-9]{10}", {"emca_0123456789"});
  CHECK(refused(none, "gate.sample_not_matched"));
  for (const GateReport* report : {&part, &none}) {
    for (const Error& e : report->refusals) {
      CHECK(e.message().find("0123456789") == std::string::npos);
      CHECK(!e.hint.empty());
    }
  }
}

TEST_CASE("hostile patterns are refused quickly") {
  const auto begin = std::chrono::steady_clock::now();
  for (const std::string& pattern : {std::string("acme_(?:(?:(?:[0-9a-f]{100}){100}){100}){100}"), std::string("acme_[0-9]{1000000}"),
                                     "acme_" + std::string(100'000, 'a'), std::string("acme_(?:[0-9]{1000}){1000}"),
                                     std::string(2000, '(') + "acme_" + std::string(2000, ')')}) {
    CHECK(!check(pattern).refusals.empty());
  }
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(2));
}

TEST_CASE("the ordinary corpus is large and has no line twice") {
  std::vector<std::string_view> lines = ordinary_lines();
  CHECK(lines.size() >= 300);
  std::sort(lines.begin(), lines.end());
  CHECK(std::adjacent_find(lines.begin(), lines.end()) == lines.end());
}
