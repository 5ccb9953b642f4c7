// Rule files: every fault at once, each with its line and pointer.
#include <doctest.h>

#include <algorithm>
#include <chrono>
#include <string>

#include "core/catalogue/catalogue.h"

using namespace redactd;

namespace {

Catalogue parse(const std::string& text) { return parse_rule_files({{"10-example.json", text}}); }

bool has(const Catalogue& catalogue, const std::string& code, const std::string& pointer, int line) {
  return std::any_of(catalogue.faults.begin(), catalogue.faults.end(),
                     [&](const Fault& f) { return f.code == code && f.pointer == pointer && f.line == line; });
}

std::string file_with(const std::string& rules) { return "{\"schema\": 1, \"rules\": [\n" + rules + "\n]}\n"; }

constexpr const char* kGood = R"({"id": "acme-token", "label": "ACME_TOKEN", "kind": "prefix", "prefix": "acme_",
  "alphabet": "0-9A-Za-z", "length": [20, 20], "checks": ["crc32-hex"], "examples": ["x {{gen:acme_[0-9a-z]{20}}} y"]})";

}  // namespace

TEST_CASE("a prefix rule is read with its family") {
  const Catalogue c = parse(file_with(kGood));
  REQUIRE(c.faults.empty());
  REQUIRE(c.rules.size() == 1);
  const RuleSpec& rule = c.rules[0];
  CHECK(rule.family == "example");
  CHECK(rule.kind == RuleKind::kPrefix);
  CHECK(rule.prefix.prefixes == std::vector<std::string>{"acme_"});
  CHECK(rule.prefix.min_length == 20);
  CHECK(rule.mode == RuleMode::kMask);
}

TEST_CASE("all faults of a file come at once") {
  const Catalogue c = parse(file_with(R"({"id": "Bad Id", "label": "lower", "kind": "regex",
  "pattern": "acme_[0-9]{20}", "anchors": ["acme_"]},
{"id": "no-kind", "label": "ACME"},
{"id": "strange", "label": "ACME", "kind": "prefix", "prefix": "acme_", "alphabet": "z-a", "length": [20, 10],
  "colour": "red"},
{"id": "open", "label": "ACME", "kind": "regex", "pattern": "acme_(", "anchors": ["acme_"]},
{"id": "open", "label": "ACME", "kind": "regex", "pattern": "acme_[0-9]+", "anchors": ["ac"]})"));
  CHECK(c.rules.empty());
  CHECK(has(c, "rules.id.invalid", "/rules/0/id", 2));
  CHECK(has(c, "rules.label.invalid", "/rules/0/label", 2));
  CHECK(has(c, "rules.key.missing", "/rules/1", 4));
  CHECK(has(c, "rules.key.unknown", "/rules/2/colour", 6));
  CHECK(has(c, "rules.pattern.invalid", "/rules/3/pattern", 7));
  CHECK(has(c, "rules.id.duplicate", "/rules/4/id", 8));
  CHECK(has(c, "rules.anchor.too_short", "/rules/4/anchors/0", 8));
}

TEST_CASE("alphabet and length are checked once they can be read") {
  const Catalogue c = parse(file_with(R"({"id": "strange", "label": "ACME", "kind": "prefix", "prefix": "acme_",
  "alphabet": "z-a",
  "length": [20, 10]})"));
  CHECK(has(c, "rules.alphabet.invalid", "/rules/0/alphabet", 3));
  CHECK(has(c, "rules.length.invalid", "/rules/0/length", 4));
}

TEST_CASE("wrong types and ranges name the value") {
  const Catalogue c = parse(file_with(R"({"id": 7, "label": "ACME", "kind": "prefix", "prefix": "acme_", "alphabet": "0-9",
  "length": [20, -1], "priority": 1e9, "rotate_days": 99999999999999999999, "min_entropy": 9, "mode": "hide",
  "examples": ["a", 3], "placeholders": "yes", "checks": ["md5"]})"));
  for (const auto& [code, pointer] : std::initializer_list<std::pair<const char*, const char*>>{
           {"rules.key.type", "/rules/0/id"}, {"rules.key.type", "/rules/0/length"}, {"rules.key.type", "/rules/0/priority"},
           {"rules.key.type", "/rules/0/rotate_days"}, {"rules.key.range", "/rules/0/min_entropy"}, {"rules.mode.unknown", "/rules/0/mode"},
           {"rules.key.type", "/rules/0/examples/1"}, {"rules.key.type", "/rules/0/placeholders"}}) {
    CAPTURE(pointer);
    CHECK(std::any_of(c.faults.begin(), c.faults.end(), [&](const Fault& f) { return f.code == code && f.pointer == pointer; }));
  }
}

TEST_CASE("an unknown checksum is a fault") {
  const Catalogue c = parse(file_with(R"({"id": "ab", "label": "ACME", "kind": "prefix", "prefix": "acme_", "alphabet": "0-9", "length": [20, 20], "checks": ["md5"]})"));
  CHECK(has(c, "rules.check.unknown", "/rules/0/checks/0", 2));
}

TEST_CASE("anchors that some match lacks are a fault, unprovable ones are none") {
  const auto rule = [](const char* pattern, const char* anchors) {
    return file_with(std::string(R"({"id": "acme", "label": "ACME", "kind": "regex", "pattern": ")") + pattern + R"(", "anchors": [)" + anchors + "]}");
  };
  CHECK(parse(rule("(?:acme|emca)_[0-9]{9}", "\"acme_\", \"emca_\"")).faults.empty());
  CHECK(has(parse(rule("(?:acme|emca)_[0-9]{9}", "\"acme_\"")), "rules.anchor.unsound", "/rules/0/anchors", 2));
  CHECK(parse(rule("\\\\pLacme_[0-9]{9}", "\"acme_\"")).faults.empty());
}

TEST_CASE("a text that is no JSON gives its line, and nothing of the text") {
  const Catalogue c = parse("{\"schema\": 1,\n \"rules\": [\n  hunter2secret\n]}\n");
  REQUIRE(c.faults.size() == 1);
  CHECK(c.faults[0].code == "rules.file.syntax");
  CHECK(c.faults[0].line == 3);
  CHECK(c.faults[0].message().find("hunter2") == std::string::npos);
}

TEST_CASE("hostile JSON is an error, not a crash") {
  CHECK(parse(std::string(100'000, '[')).faults[0].code == "rules.file.too_deep");
  CHECK(parse(std::string("{\"schema\": 1, \"rules\": ") + std::string(10'000, '[') + std::string(10'000, ']') + "}").faults[0].code == "rules.file.too_deep");
  CHECK(parse("{\"schema\": 1, \"rules\": [{\"id\": \"\xff\xfe\"}]}").faults[0].code == "rules.file.syntax");
  CHECK(!parse("{\"schema\": 1e999, \"rules\": []}").faults.empty());
  CHECK(!parse("").faults.empty());
  CHECK(!parse("null").faults.empty());
  CHECK(!parse("{\"schema\": 1, \"rules\": [1, null, \"x\", []]}").faults.empty());
}

TEST_CASE("large files are refused, many keys do not cost quadratic time") {
  CHECK(parse(std::string(9 * 1024 * 1024, ' ')).faults[0].code == "rules.file.too_large");
  std::string many = "{\"schema\": 1, \"rules\": [{";
  for (int i = 0; i < 100'000; ++i) many += "\"k" + std::to_string(i) + "\": 1,";
  const auto begin = std::chrono::steady_clock::now();
  CHECK(!parse(many + "\"id\": \"ab\"}]}").faults.empty());
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
}

TEST_CASE("a key that stands twice is a fault") {
  const Catalogue c = parse("{\"schema\": 1,\n\"schema\": 1, \"rules\": []}");
  CHECK(has(c, "rules.key.duplicate", "/schema", 1));
}

TEST_CASE("ids are unique over files, and a file with a fault gives no rule") {
  const Catalogue c = parse_rule_files({{"10-a.json", file_with(kGood)}, {"20-b.json", file_with(kGood)}});
  CHECK(c.rules.size() == 1);
  REQUIRE(c.faults.size() == 1);
  CHECK(c.faults[0].code == "rules.id.duplicate");
  CHECK(c.faults[0].file == "20-b.json");
  CHECK(c.faults[0].message().starts_with("20-b.json:2 /rules/0/id: rules.id.duplicate: "));
}
