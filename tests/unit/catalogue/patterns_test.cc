// patterns.json: what is written is read back; what is damaged is an error.
#include <doctest.h>

#include "core/catalogue/packed.h"
#include "core/catalogue/catalogue.h"
#include "core/catalogue/patterns.h"

using namespace redactd;

namespace {

PatternFile example_file() {
  OperatorPattern pattern;
  pattern.rule.id = "acme-token";
  pattern.rule.label = "ACME_TOKEN";
  pattern.rule.kind = RuleKind::kRegex;
  pattern.rule.mode = RuleMode::kObserve;
  pattern.rule.regex.pattern = "acme_[0-9A-Z]{20}\\b";
  pattern.rule.regex.anchors = {"acme_"};
  pattern.rule.owner_uid = 1000;
  pattern.rule.advice = "Ask the Acme people.";
  pattern.added_at = 1'767'600'000;
  pattern.expires_at = 1'775'000'000;
  pattern.added_by = 1000;
  pattern.forced_reason = "needed \"now\"";
  return {17, {pattern}};
}

}  // namespace

TEST_CASE("patterns come back as they were") {
  const PatternFile file = example_file();
  const auto read = parse_patterns(write_patterns(file));
  REQUIRE(read.ok());
  CHECK(read->generation == 17);
  REQUIRE(read->patterns.size() == 1);
  const OperatorPattern& a = file.patterns[0];
  const OperatorPattern& b = read->patterns[0];
  CHECK(a.rule.id == b.rule.id);
  CHECK(a.rule.regex.pattern == b.rule.regex.pattern);
  CHECK(a.rule.regex.anchors == b.rule.regex.anchors);
  CHECK(a.rule.mode == b.rule.mode);
  CHECK(a.rule.owner_uid == b.rule.owner_uid);
  CHECK(a.rule.advice == b.rule.advice);
  CHECK(a.added_at == b.added_at);
  CHECK(a.expires_at == b.expires_at);
  CHECK(a.added_by == b.added_by);
  CHECK(a.forced_reason == b.forced_reason);
  CHECK(b.rule.family == "operator");
}

TEST_CASE("damaged files are errors with a stable code") {
  const std::string good = write_patterns(example_file());
  CHECK(parse_patterns("").error().code == "patterns.file.invalid");
  CHECK(parse_patterns(good.substr(0, good.size() / 2)).error().code == "patterns.file.invalid");
  CHECK(parse_patterns("{\"version\": 2, \"generation\": 1, \"patterns\": []}").error().code == "patterns.file.version");
  CHECK(parse_patterns("{\"version\": 1, \"generation\": -1, \"patterns\": []}").error().code == "patterns.file.invalid");
  CHECK(parse_patterns("{\"version\": 1, \"generation\": 1, \"patterns\": [{}]}").error().code == "patterns.file.invalid");
  CHECK(parse_patterns(std::string(100'000, '[')).error().code == "patterns.file.invalid");
  CHECK(parse_patterns("{\"version\": 1, \"generation\": 18446744073709551615, \"patterns\": []}")->generation == UINT64_MAX);
}

TEST_CASE("every truncation is an error or a smaller file, never a crash") {
  const std::string good = write_patterns(example_file());
  for (size_t n = 0; n + 2 < good.size(); ++n) CHECK(!parse_patterns(good.substr(0, n)).ok());
}

TEST_CASE("packed rules: damaged bytes give fewer rules") {
  const PackedRules packed = pack_rules(builtin_rules());
  CHECK(unpack_rules(packed.rules, packed.texts).size() == builtin_rules().size());
  for (size_t n = 0; n < packed.rules.size(); n += 997) CHECK(unpack_rules(packed.rules.substr(0, n), {}).size() < builtin_rules().size());
  CHECK(unpack_rules(std::string(64, '\xff'), {}).empty());
}
