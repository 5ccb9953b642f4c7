// The shipped catalogue, through the same checks as `redactctl rules check`.
#include <doctest.h>

#include <set>

#include "core/catalogue/catalogue.h"
#include "core/catalogue/gate.h"

using namespace redactd;

TEST_CASE("every example is masked by its own rule, nothing ordinary is touched") {
  for (const Fault& fault : check_rules(builtin_rules())) FAIL_CHECK(fault.message());
  CHECK(builtin_rules().size() > 500);
  CHECK(ordinary_lines().size() > 300);
}

TEST_CASE("each rule carries a near miss, a source, and a way to rotate what it finds") {
  for (const RuleSpec& rule : builtin_rules()) {
    CAPTURE(rule.id);
    CHECK(!rule.negative_examples.empty());
    CHECK(!rule.source.empty());
    CHECK(!rule.title.empty());
  }
}

TEST_CASE("the examples hold nothing that a scanner would take for a live credential") {
  for (const RuleSpec& rule : builtin_rules()) {
    CAPTURE(rule.id);
    if (rule.kind != RuleKind::kPrefix) continue;
    for (const std::string& example : rule.examples) {
      const bool fake = example.find("{{gen:") != std::string::npos || example.find("EXAMPLE") != std::string::npos ||
                        example.find("0123") != std::string::npos;
      CHECK(fake);
    }
  }
}

TEST_CASE("the lean catalogue is the whole one without its texts") {
  const auto& all = builtin_rules();
  const auto& lean = builtin_rules_lean();
  REQUIRE(all.size() == lean.size());
  for (size_t i = 0; i < all.size(); ++i) {
    CHECK(all[i].id == lean[i].id);
    CHECK(all[i].regex.pattern == lean[i].regex.pattern);
    CHECK(lean[i].examples.empty());
    if (all[i].mode == RuleMode::kAdvise) CHECK(all[i].advice == lean[i].advice);
  }
}

TEST_CASE("anchors: at least 3 bytes, few of 3, none above 24") {
  size_t short_ones = 0, literals = 0;
  for (const RuleSpec& rule : builtin_rules()) {
    const auto& list = rule.kind == RuleKind::kPrefix ? rule.prefix.prefixes : rule.regex.anchors;
    for (const std::string& anchor : list) {
      ++literals;
      short_ones += anchor.size() == 3 ? 1 : 0;
      CHECK(anchor.size() >= 3);
      CHECK(anchor.size() <= 24);
    }
  }
  CHECK(literals > 500);
  CHECK(short_ones < literals / 10);
}

TEST_CASE("only words that tell a secret's place are common in ordinary text") {
  const std::set<std::string> words = {"password", "secret", "token"};
  for (const AnchorRate& busy : busy_anchors(builtin_rules())) {
    CAPTURE(busy.rule);
    CAPTURE(busy.anchor);
    const bool allowed = busy.rule.starts_with("context-") || words.contains(busy.anchor);
    CHECK(allowed);
  }
  RuleSpec the;
  the.id = "the";
  the.regex.anchors = {"the "};
  REQUIRE(busy_anchors({the}).size() == 1);
  CHECK(busy_anchors({the})[0].hits_per_mb > 1000);
}

TEST_CASE("sixty of the most used providers are covered") {
  std::set<std::string> families;
  for (const RuleSpec& rule : builtin_rules()) families.insert(rule.family);
  for (const char* family : {"cloud", "source-control", "ci", "chat", "payments", "ai", "database", "observability", "package-registry",
                             "mail-sms", "identity", "crypto-keys", "saas", "context", "generic"}) {
    CAPTURE(family);
    CHECK(families.contains(family));
  }
  std::set<std::string> providers;
  for (const RuleSpec& rule : builtin_rules()) providers.insert(rule.title.substr(0, rule.title.find(':')));
  CHECK(providers.size() > 250);
}
