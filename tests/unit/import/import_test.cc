// From the text of a foreign file to a rule file that the checker accepts. The files here were written for these tests.
#include <doctest.h>

#include <algorithm>

#include "core/catalogue/catalogue.h"
#include "core/engine/redactor.h"
#include "core/import/import.h"
#include "core/import/names.h"

using namespace redactd;

namespace {

ImportReport import(Scanner scanner, const std::string& text, bool observe = false) {
  return import_rules({{"file", text}}, scanner, observe, {"gitleaks-in-use"});
}

// What `redactctl rules check` would do with the written file.
std::vector<RuleSpec> checked_rules(const ImportReport& report) {
  const Catalogue catalogue = parse_rule_files({{"imported.json", report.rule_file}});
  for (const Fault& fault : catalogue.faults) FAIL_CHECK(fault.message());
  for (const Fault& fault : check_rules(catalogue.rules)) FAIL_CHECK(fault.message());
  return catalogue.rules;
}

const RuleSpec* rule(const std::vector<RuleSpec>& rules, const std::string& id) {
  const auto at = std::find_if(rules.begin(), rules.end(), [&](const RuleSpec& spec) { return spec.id == id; });
  return at == rules.end() ? nullptr : &*at;
}

std::string code_of(const ImportReport& report, const std::string& name) {
  for (const RefusedRule& one : report.refused) {
    if (one.rule == name) return one.code;
  }
  return "";
}

bool noted(const ImportReport& report, const std::string& id, const std::string& note) {
  for (const ImportedRule& one : report.translated) {
    if (one.id == id) return std::find(one.notes.begin(), one.notes.end(), note) != one.notes.end();
  }
  return false;
}

std::string mask(const std::vector<RuleSpec>& rules, const std::string& text) {
  std::vector<std::shared_ptr<const CompiledRule>> compiled;
  for (const RuleSpec& spec : rules) compiled.push_back(compile_rule(spec).value());
  std::string out;
  Redactor().mask(*Snapshot::build(std::move(compiled), 1, make_hash_scanner), text, {}, out);
  return out;
}

const std::string kGitleaks = R"(
title = "for a test"
[allowlist]
paths = ['''\.png$''']
[[rules]]
id = "acme-token"
description = "Acme token"
regex = '''\b(acme_(?i)[a-z0-9]{24})(?:[\x60'"\s;]|\\[nr]|$)'''
entropy = 2
keywords = ["acme_"]
[[rules.allowlists]]
regexes = ['''EXAMPLE$''']
stopwords = ["sample"]
[[rules]]
id = "Beta key"
regex = '''(?i)[\w.-]{0,50}?(?:betacorp)(?:[ \t\w.-]{0,20})[\s'"]{0,3}(?:=|:)[\s"=]{0,5}([a-z0-9]{32})(?:["\s;]|$)'''
path = '''\.env$'''
keywords = ["betacorp"]
[[rules]]
id = "second-group"
regex = '''gammakey([=:])([0-9a-f]{32})'''
secretGroup = 2
[[rules]]
id = "in-use"
regex = '''delta_[0-9a-f]{32}'''
[[rules]]
id = "any-hash"
regex = '''[0-9a-f]{40}'''
keywords = ["epsilon"]
[[rules]]
id = "only-paths"
path = '''id_rsa$'''
[[rules]]
id = "wide"
regex = '''sshd\[[^\n]{8,}'''
[[rules]]
id = "heading"
regex = '''-----BEGIN ACME KEY-----'''
[[rules]]
id = "uncertain"
regex = '''zeta_[0-9]{12}'''
entropy = 3.9
)";

}  // namespace

TEST_CASE("gitleaks: rules, what is left out, what is refused") {
  const ImportReport report = import(Scanner::kGitleaks, kGitleaks);
  CHECK(report.faults.empty());
  CHECK(report.foreign_rules == 9);
  CHECK(report.translated_from == 4);
  CHECK(report.notes.size() == 1);
  const auto rules = checked_rules(report);
  const RuleSpec* acme = rule(rules, "gitleaks-acme-token");
  REQUIRE(acme != nullptr);
  CHECK(acme->label == "ACME_TOKEN");
  CHECK(acme->min_entropy == 2);
  CHECK(acme->mode == RuleMode::kMask);
  CHECK(acme->regex.anchors == std::vector<std::string>{"acme_"});
  CHECK(!acme->placeholders);
  CHECK(noted(report, acme->id, "widened: allow-list left out"));
  CHECK(noted(report, acme->id, "widened: stop words left out"));
  CHECK(noted(report, "gitleaks-beta-key", "widened: path left out"));
  REQUIRE(rule(rules, "gitleaks-beta-key") != nullptr);
  CHECK(rule(rules, "gitleaks-beta-key")->placeholders);
  CHECK(rule(rules, "gitleaks-in-use-2") != nullptr);  // the id itself was taken
  CHECK(mask(rules, "t=acme_0123456789abcdefABCDEFgh;") == "t=[REDACTED_ACME_TOKEN];");
  CHECK(mask(rules, "MY_BetaCorp_KEY = \"0123456789abcdef0123456789ABCDEF\"") == "MY_BetaCorp_KEY = \"[REDACTED_BETA_KEY]\"");
  CHECK(mask(rules, "gammakey=0123456789abcdef0123456789abcdef") == "gammakey=[REDACTED_SECOND_GROUP]");
  CHECK(code_of(report, "any-hash") == "import.no_anchor");
  CHECK(code_of(report, "only-paths") == "import.no_pattern");
  CHECK(code_of(report, "wide") == "gate.too_wide");
  CHECK(code_of(report, "heading") == "import.constant");
  CHECK(code_of(report, "uncertain") == "import.no_example");  // 12 digits never have so many bits
}

TEST_CASE("kingfisher and Nosey Parker: (?x), helpers, confidence, the last of several groups") {
  const std::string text = R"(
rules:
  - name: Acme Token
    id: kingfisher.acme.1
    pattern: |
      (?x)            # blanks do not count
      \b
      (
        acme_[[:alnum:]]{24}   # nor do comments
      )
      \b
    min_entropy: 3.0
    references:
      - https://docs.acme.example/tokens
      - https://other.example
    examples:
      - acme_EXAMPLE0123456789EXAMPLE
    pattern_requirements:
      min_digits: 1
    depends_on_rule:
      - rule_id: kingfisher.acme.2
        variable: ID
    validation: {type: Http, content: {request: {method: GET, url: "https://acme.example"}}}
  - name: Acme Id
    id: kingfisher.acme.2
    pattern: 'acmeid_[0-9]{12}'
    visible: false
  - name: Acme Account
    id: np.acme.4
    categories: [api, identifier]
    pattern: 'acmeaccount=([0-9]{12})'
  - name: Acme Pair
    id: np.acme.3
    confidence: low
    pattern: '(?i)acmeuser=([a-z]{8,20});secret=([0-9a-f]{32})'
)";
  const ImportReport report = import(Scanner::kKingfisher, text);
  const auto rules = checked_rules(report);
  REQUIRE(rules.size() == 2);
  CHECK(rules[0].id == "kingfisher-acme-1");
  CHECK(rules[0].source == "kingfisher rule kingfisher.acme.1, https://docs.acme.example/tokens");
  CHECK(rules[0].min_entropy == 3);
  CHECK(rules[0].examples[0].starts_with("{{gen:"));
  CHECK(report.rule_file.find("EXAMPLE") == std::string::npos);  // theirs may be real
  CHECK(noted(report, rules[0].id, "widened: pattern_requirements left out"));
  CHECK(noted(report, rules[0].id, "widened: depends_on_rule left out"));
  CHECK(code_of(report, "kingfisher.acme.2") == "import.helper");
  CHECK(code_of(report, "np.acme.4") == "import.helper");
  CHECK(rules[1].mode == RuleMode::kObserve);
  CHECK(mask({rules[0]}, "x acme_0123456789abcdefABCDEFgh y") == "x [REDACTED_ACME_TOKEN] y");
  RuleSpec pair = rules[1];
  pair.mode = RuleMode::kMask;
  CHECK(mask({pair}, "acmeuser=annexample;SECRET=0123456789abcdef0123456789abcdef") == "acmeuser=annexample;SECRET=[REDACTED_ACME_PAIR]");
  CHECK(import(Scanner::kNoseyParker, text).translated.size() == 2);
}

TEST_CASE("trufflehog: custom detectors, and the older map of patterns") {
  const ImportReport detectors = import(Scanner::kTruffleHog, R"(
detectors:
  - name: acme
    keywords: [acme]
    regex:
      token: 'acme_([0-9A-Za-z]{24})'
      id: 'acmeid-([0-9]{16})'
    exclude_words: [example]
  - name: empty
    keywords: [x]
)");
  const auto rules = checked_rules(detectors);
  REQUIRE(rules.size() == 2);
  CHECK(rule(rules, "trufflehog-acme-token") != nullptr);
  CHECK(noted(detectors, "trufflehog-acme-token", "widened: exclude_words left out"));
  CHECK(noted(detectors, "trufflehog-acme-id", "widened: its patterns need no longer match together"));
  CHECK(code_of(detectors, "empty") == "import.no_pattern");

  const ImportReport map = import(Scanner::kTruffleHog, R"({"Acme Key": "acme[k|K]ey_[0-9a-f]{32}", "2nd": ["beta_[0-9]{24}", "([a-z])\\1{30}"]})");
  CHECK(checked_rules(map).size() == 2);
  CHECK(rule(checked_rules(map), "trufflehog-2nd")->label == "X_2ND");
  CHECK(code_of(map, "2nd") == "import.pattern.backreference");
}

TEST_CASE("literals outside ASCII") {
  const ImportReport report = import(Scanner::kTruffleHog, "{\"a\": \"acme_[0-9]SSSS\\\\{24\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9[a-z]*\"}");
  const auto rules = checked_rules(report);
  REQUIRE(rules.size() == 1);
  CHECK(rules[0].regex.anchors == std::vector<std::string>{"SSSS{24"});  // a part in ASCII: the file is UTF-8
}

TEST_CASE("--observe") {
  for (const RuleSpec& spec : checked_rules(import(Scanner::kGitleaks, kGitleaks, true))) CHECK(spec.mode == RuleMode::kObserve);
}

TEST_CASE("files that are not what they should be") {
  const auto fault = [](Scanner scanner, const std::string& text) {
    const ImportReport report = import(scanner, text);
    CHECK(report.translated.empty());
    CHECK(report.rule_file.empty());
    return report.faults.empty() ? Error{} : report.faults[0];
  };
  CHECK(fault(Scanner::kGitleaks, "[[rules]]\nid = \"a\"\nregex = 'SECRETTEXT\n").code == "import.syntax");
  CHECK(fault(Scanner::kGitleaks, "[[rules]]\nid = \"a\"\nregex = 'SECRETTEXT\n").what == "file:3: This is no valid TOML.");
  CHECK(fault(Scanner::kKingfisher, "rules:\n  - name: [SECRETTEXT\n  - x").code == "import.syntax");
  CHECK(fault(Scanner::kKingfisher, "rules:\n  - name: [SECRETTEXT\n  - x").what.find("SECRETTEXT") == std::string::npos);
  CHECK(fault(Scanner::kTruffleHog, "{\"a\": \"b\",\n\"c\" \"SECRETTEXT\"}").what == "file:2: This is no valid JSON.");
  CHECK(fault(Scanner::kGitleaks, "title = 'x'").code == "import.schema");
  CHECK(fault(Scanner::kKingfisher, "rulesets: []").code == "import.schema");
  CHECK(fault(Scanner::kKingfisher, "").code == "import.schema");
  CHECK(fault(Scanner::kTruffleHog, "- a\n- b").code == "import.schema");
  CHECK(fault(Scanner::kTruffleHog, "{\"a\": ").code == "import.syntax");
  CHECK(fault(Scanner::kGitleaks, std::string("a = 'x\0y'", 9)).code == "import.syntax");
  CHECK(fault(Scanner::kGitleaks, "[[rule\xEF\xBB\x9F\nid = 1").code == "import.syntax");  // a code point that the parser forgot
  CHECK(fault(Scanner::kGitleaks, std::string(5 << 20, ' ')).code == "import.file.too_large");
}

TEST_CASE("hostile files") {
  const auto ends = [](Scanner scanner, const std::string& text) {
    const ImportReport report = import(scanner, text);
    CHECK(report.translated.empty());
    return !report.faults.empty() || !report.refused.empty();
  };
  const std::string deep(200'000, '[');
  CHECK(ends(Scanner::kKingfisher, "rules: " + deep));
  CHECK(ends(Scanner::kKingfisher, deep));
  CHECK(ends(Scanner::kTruffleHog, deep));
  CHECK(ends(Scanner::kGitleaks, "rules = " + deep));
  CHECK(ends(Scanner::kTruffleHog, "{\"a\": " + deep));
  CHECK(ends(Scanner::kGitleaks, "[/a]\nx = 1"));
  std::string bomb = "a: &a [x,x,x,x,x,x,x,x]\n";
  for (char c = 'b'; c < 'n'; ++c) {
    const std::string before(1, static_cast<char>(c - 1));
    bomb += std::string(1, c) + ": &" + c + " [*" + before + ",*" + before + ",*" + before + ",*" + before + "]\n";
  }
  CHECK(ends(Scanner::kKingfisher, bomb + "rules: *m\n"));
  CHECK(ends(Scanner::kKingfisher, "rules: [{id: a, pattern: '" + std::string(1 << 20, 'x') + "'}]"));
  CHECK(ends(Scanner::kKingfisher, "rules: [{id: a, pattern: 'acme_((((a{100}){100}){100}){100})'}]"));
  CHECK(ends(Scanner::kKingfisher, "rules: [{id: {a: b}, pattern: [x], min_entropy: many, references: {a: b}}, 7, null]"));
  CHECK(ends(Scanner::kGitleaks, "rules = [1, 2]\n[[x]]\n") == false);  // no rule, and nothing to say
}

TEST_CASE("ids, labels and texts of ours") {
  std::set<std::string> taken = {"gitleaks-a"};
  CHECK(rule_id_for(Scanner::kGitleaks, "A", taken) == "gitleaks-a-2");
  CHECK(rule_id_for(Scanner::kGitleaks, "a", taken) == "gitleaks-a-3");
  CHECK(rule_id_for(Scanner::kNoseyParker, "np.aws.1", taken) == "noseyparker-aws-1");
  CHECK(rule_id_for(Scanner::kTruffleHog, "Acme \xc3\xa9 Key!", taken) == "trufflehog-acme-key");
  CHECK(is_rule_id(rule_id_for(Scanner::kKingfisher, std::string(500, 'x'), taken)));
  CHECK(is_rule_id(rule_id_for(Scanner::kKingfisher, "", taken)));
  CHECK(label_for("1password secret-key") == "X_1PASSWORD_SECRET_KEY");
  for (const std::string name : {"", "a", "-", "9", "\xff", "a very long name that goes on and on and on for ever"}) CHECK(is_label(label_for(name)));
  CHECK(printable("a\x1b[31mb\n\xc3\xa9", 80) == "a[31mb");
}
