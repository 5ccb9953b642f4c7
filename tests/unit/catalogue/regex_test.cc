// The regular-expression tree: lengths, literals, examples.
#include <doctest.h>
#include <re2/re2.h>

#include <algorithm>

#include "core/catalogue/catalogue.h"
#include "core/catalogue/gate.h"
#include "core/catalogue/regex/literals.h"

using namespace redactd;

namespace {

RegexNode tree_of(const char* pattern) {
  const auto tree = parse_regex(pattern);
  REQUIRE(tree);
  return *tree;
}

}  // namespace

TEST_CASE("lengths") {
  CHECK(shortest_match(tree_of("ab(?:c|de)?[0-9]{3,5}")) == 5);
  CHECK(longest_match(tree_of("ab(?:c|de)?[0-9]{3,5}")) == size_t{9});
  CHECK(!longest_match(tree_of("ab+")));
  CHECK(shortest_match(tree_of("a*|b?")) == 0);
}

TEST_CASE("what cannot be read is refused, not guessed") {
  for (const char* pattern : {"\\pN", "(?=a)", "(?<=a)b", "a\\1", "[z-a]", "(a", "a)", "*a", "[a"}) {
    CAPTURE(pattern);
    CHECK(!parse_regex(pattern));
  }
  CHECK(!parse_regex(std::string(5000, '(')));
}

TEST_CASE("classes") {
  CHECK(tree_of("[^\\n]").children[0].set.count() == 255);
  CHECK(tree_of("[]a]").children[0].set.count() == 2);
  CHECK(tree_of("[a-]").children[0].set.count() == 2);
  CHECK(tree_of("(?i:k)").children[0].children[0].set.count() == 2);
  CHECK(tree_of("[[:xdigit:]]").children[0].set.count() == 22);
  CHECK(tree_of("\\x41").children[0].set.test('A'));
}

TEST_CASE("anchors: the longest that can be proved") {
  CHECK(derive_anchors("acme_[0-9A-Z]{20}") == std::vector<std::string>{"acme_"});
  CHECK(derive_anchors("(?:live|test)_key_[0-9]{20}") == std::vector<std::string>{"live_key_", "test_key_"});
  CHECK(derive_anchors("[a-z]{4}://acme[0-9]+") == std::vector<std::string>{"://acme"});
  CHECK(derive_anchors("(?i:acme)_[0-9]{20}") == std::vector<std::string>{"acme_"});
  CHECK(derive_anchors("[0-9]{20}").empty());
  CHECK(derive_anchors("(?:acme_)?[0-9]{20}").empty());
  CHECK(derive_anchors("A{20,22}[0-9]+") == std::vector<std::string>{std::string(20, 'A')});
  CHECK(derive_anchors("(unclosed").empty());
}

TEST_CASE("every generated match holds one of the derived anchors") {
  for (const RuleSpec& rule : builtin_rules()) {
    if (rule.kind != RuleKind::kRegex) continue;
    const auto tree = parse_regex(rule.regex.pattern);
    if (!tree) continue;
    const Anchors anchors = best_anchors(*tree);
    for (uint64_t seed = 1; seed < 9 && !anchors.literals.empty(); ++seed) {
      ExampleRandom random(seed);
      const std::string match = generate_match(*tree, random);
      const std::string searched = anchors.caseless ? lowercase(match) : match;
      CAPTURE(rule.id);
      CHECK(std::any_of(anchors.literals.begin(), anchors.literals.end(),
                        [&](const std::string& a) { return searched.find(a) != std::string::npos; }));
      CHECK(match.size() >= shortest_match(*tree));
    }
  }
}

TEST_CASE("this reader and RE2 agree on what the shipped patterns mean") {
  RE2::Options options;
  options.set_encoding(RE2::Options::EncodingLatin1);
  options.set_log_errors(false);
  for (const RuleSpec& rule : builtin_rules()) {
    if (rule.kind != RuleKind::kRegex) continue;
    std::string pattern = rule.regex.pattern;  // a generated match knows no neighbours: leave the word boundaries out
    for (size_t at = pattern.find("\\b"); at != std::string::npos; at = pattern.find("\\b", at)) pattern.erase(at, 2);
    CAPTURE(rule.id);
    const auto tree = parse_regex(pattern);
    REQUIRE(tree);
    const RE2 program(pattern, options);
    for (uint64_t seed = 1; seed < 6; ++seed) {
      ExampleRandom random(seed);
      const std::string match = generate_match(*tree, random);
      CHECK(RE2::FullMatch(match, program));
      CHECK(match.size() >= shortest_match(*tree));
      CHECK(match.size() <= longest_match(*tree).value_or(match.size()));
    }
  }
}

TEST_CASE("examples are expanded the same way every time") {
  const std::string once = expand_example("a {{gen:acme_[0-9A-Z]{8}}} b {{gen:x{3}}} {{other}}");
  CHECK(once == expand_example("a {{gen:acme_[0-9A-Z]{8}}} b {{gen:x{3}}} {{other}}"));
  CHECK(once.size() == std::string("a acme_01234567 b xxx {{other}}").size());
  CHECK(once.starts_with("a acme_"));
  CHECK(once.ends_with(" b xxx {{other}}"));
  CHECK(expand_example("{{gen:(}}") == "{{gen:(}}");
  CHECK(expand_example("{{gen:[0-9]{4}") == "{{gen:[0-9]{4}");
}

TEST_CASE("matching within short texts") {
  CHECK(matches_within(tree_of("[A-Z_]{8,}"), "[REDACTED_API_KEY]"));
  CHECK(!matches_within(tree_of("acme_[A-Z]{8}"), "[REDACTED_API_KEY]"));
  CHECK(matches_within(tree_of("(?:ab)*c"), "xxababc"));
  CHECK(!matches_within(tree_of("(?:ab){3}c"), "xxababc"));
  const RegexNode tree = tree_of("(?i:acme)[a-z ]{0,4}[=:]([0-9A-F]{4}|x{2,})");
  for (uint64_t seed = 1; seed < 50; ++seed) {
    ExampleRandom random(seed);
    CHECK(matches_within(tree, "<" + generate_match(tree, random) + ">"));
  }
}
