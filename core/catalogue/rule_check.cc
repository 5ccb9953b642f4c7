#include "core/catalogue/rule_check.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/base/limits.h"
#include "core/catalogue/regex/literals.h"
#include "core/engine/checksum.h"
#include "core/engine/snapshot.h"

namespace redactd {
namespace {

constexpr size_t kMinValueBytes = 4;      // prefix and shortest body together: below this everything is a secret
constexpr uint64_t kMatchesTried = 40;

class Checker {
 public:
  Checker(const RuleSpec& spec, std::vector<FieldFault>& faults) : spec_(spec), faults_(faults) {}

  void run() {
    names();
    for (size_t i = 0; i < spec_.checks.size(); ++i) {
      if (!checksum_known(spec_.checks[i])) {
        fault("/checks/" + std::to_string(i), "rules.check.unknown", "This checksum does not exist.", "docs/rules.md lists the known ones.");
      }
    }
    switch (spec_.kind) {
      case RuleKind::kPrefix: return prefix();
      case RuleKind::kRegex: return regex();
      case RuleKind::kContext: return context();
      case RuleKind::kArgv: return;  // parse_argv_fields() has checked it
      case RuleKind::kExact: return;  // comes from no file
    }
  }

 private:
  void fault(std::string pointer, const char* code, std::string what, std::string hint) {
    faults_.push_back({std::move(pointer), code, std::move(what), std::move(hint)});
  }

  void names() {
    if (!spec_.id.empty() && !is_rule_id(spec_.id)) {
      fault("/id", "rules.id.invalid", "An id is 2 to 64 of lower case letters, digits and '-'.", "Write it like cloudflare-user-token.");
    }
    if (!spec_.label.empty() && !is_label(spec_.label)) {
      fault("/label", "rules.label.invalid", "A label is [A-Z][A-Z0-9_]{1,31}.", "Write it like CF_TOKEN.");
    }
  }

  // `what` names the list in the rule: "/anchors", "/prefixes".
  void anchors(const std::vector<std::string>& literals, const std::string& what) {
    for (size_t i = 0; i < literals.size(); ++i) {
      const std::string at = what + "/" + std::to_string(i);
      const std::string& literal = literals[i];
      if (literal.size() < kMinAnchorBytes) {
        fault(at, "rules.anchor.too_short", "An anchor has at least 3 bytes, better 4.", "Take a longer literal of which every match holds one.");
      } else if (literal.size() > kMaxAnchorBytes) {
        fault(at, "rules.anchor.too_long", "An anchor has at most 24 bytes.", "A part of it is enough.");
      }
      if (literal.find('\n') != std::string::npos) fault(at, "rules.anchor.newline", "An anchor stands on one line.", "Leave the newline out.");
    }
  }

  void prefix() {
    const PrefixSpec& spec = spec_.prefix;
    anchors(spec.prefixes, "/prefixes");
    const auto alphabet = parse_alphabet(spec.alphabet);
    if (!spec.alphabet.empty() && (!alphabet || alphabet->none() || alphabet->test('\n'))) {
      fault("/alphabet", "rules.alphabet.invalid", "This alphabet cannot be read, is empty, or holds the newline.", "Write it like 0-9A-Za-z_-.");
    }
    if (spec.max_length != 0 && spec.max_length < spec.min_length) {
      fault("/length", "rules.length.invalid", "The longest is shorter than the shortest.", "Write [least, most].");
    }
    for (const std::string& literal : spec.prefixes) {
      if (spec.min_length == 0 || literal.size() + spec.min_length < kMinValueBytes + kMinAnchorBytes) {
        return fault("/length", "rules.length.invalid", "Prefix and shortest body have fewer than 7 bytes together.", "A secret is longer.");
      }
    }
  }

  void context() {
    if (spec_.context.keywords.empty()) fault("/keywords", "rules.key.missing", "There is no keyword.", "Name at least one.");
    anchors(spec_.context.keywords, "/keywords");
    for (size_t i = 0; i < spec_.context.keywords.size(); ++i) {
      const std::string& word = spec_.context.keywords[i];
      if (spec_.context.tier != ContextTier::kPem && lowercase(word) != word) {
        fault("/keywords/" + std::to_string(i), "rules.keyword.case", "Keywords are compared caseless.", "Write them in lower case.");
      }
    }
  }

  void regex() {
    if (spec_.regex.pattern.empty()) return;  // already reported as missing
    if (spec_.regex.anchors.empty()) {
      return fault("", "rules.pattern.no_anchor", "There is no anchor.", "Name a literal of 4 bytes or more that every match contains.");
    }
    anchors(spec_.regex.anchors, "/anchors");
    RuleSpec bare = spec_;
    bare.id = "this";
    bare.label = "ANY";  // a wrong label is reported once, as itself
    if (const auto compiled = compile_rule(std::move(bare)); !compiled) {
      return fault("/pattern", compiled.error().code.c_str(), "The pattern does not compile.", compiled.error().hint);
    }
    const auto tree = parse_regex(spec_.regex.pattern);
    if (!tree) return;
    if (shortest_match(*tree) == 0) {
      return fault("/pattern", "rules.pattern.matches_empty", "The pattern matches the empty text.", "Demand at least one byte of the secret.");
    }
    if (anchors_proved(*tree, spec_.regex.anchors, spec_.regex.anchors_caseless)) return;
    if (refuted(*tree)) {
      fault("/anchors", "rules.anchor.unsound", "There are matches of the pattern that hold none of the anchors.",
            "The search would never see them: name further anchors, one for each alternative.");
    }
  }

  bool refuted(const RegexNode& tree) const {
    for (uint64_t seed = 1; seed <= kMatchesTried; ++seed) {
      ExampleRandom random(seed * 0x9e3779b97f4a7c15ULL);
      std::string match = generate_match(tree, random);
      if (spec_.regex.anchors_caseless) match = lowercase(match);
      const bool found = std::any_of(spec_.regex.anchors.begin(), spec_.regex.anchors.end(), [&](const std::string& anchor) {
        return match.find(spec_.regex.anchors_caseless ? lowercase(anchor) : anchor) != std::string::npos;
      });
      if (!found) return true;
    }
    return false;
  }

  const RuleSpec& spec_;
  std::vector<FieldFault>& faults_;
};

}  // namespace

void check_rule(const RuleSpec& spec, std::vector<FieldFault>& faults) { Checker(spec, faults).run(); }

}  // namespace redactd
