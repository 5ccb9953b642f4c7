#include "core/import/build_rule.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/base/limits.h"
#include "core/catalogue/catalogue.h"
#include "core/catalogue/gate.h"
#include "core/catalogue/regex/literals.h"
#include "core/catalogue/rule_check.h"
#include "core/engine/redactor.h"
#include "core/import/example.h"
#include "core/import/names.h"
#include "core/import/translate.h"

namespace redactd {
namespace {

constexpr size_t kMaxAnchors = 64;
constexpr uint64_t kMatchesTried = 200;
constexpr int kImportedPriority = 50;  // the catalogue's own rules know more about a token
constexpr size_t kMaxTitleBytes = 120, kMaxSourceBytes = 200;

bool long_enough(const std::string& anchor) {
  return anchor.size() >= 4 || (anchor.size() == 3 && anchor.find_first_of("_-") != std::string::npos);
}

// Its longest run of ASCII: a rule file is UTF-8, and an anchor may begin or end within a character.
std::string ascii_part(std::string_view anchor) {
  std::string_view best;
  for (size_t begin = 0; begin < anchor.size();) {
    size_t end = begin;
    while (end < anchor.size() && byte(anchor[end]) < 0x80) ++end;
    if (end - begin > best.size()) best = anchor.substr(begin, end - begin);
    begin = end + 1;
  }
  return std::string(best);
}

bool is_code(const Error& error, std::string_view code) { return error.code == code; }

// Each of `keywords` that a match may be found by, in lower case; one that is too short spoils them all.
std::vector<std::string> usable_keywords(const std::vector<std::string>& keywords) {
  std::vector<std::string> out;
  for (const std::string& keyword : keywords) {
    const std::string part = ascii_part(keyword);
    if (!long_enough(part)) return {};
    out.push_back(lowercase(part).substr(0, kMaxAnchorBytes));
  }
  return out;
}

class Builder {
 public:
  Builder(const ForeignRule& foreign, const Translation& translation, RuleSpec spec, std::vector<std::string>& notes)
      : foreign_(foreign), translation_(translation), spec_(std::move(spec)), notes_(notes) {
    spec_.regex.pattern = write_pattern(translation.tree);
    spec_.placeholders = translation.context;
  }

  Result<RuleSpec> build() {
    for (const auto step : {&Builder::gate, &Builder::anchors, &Builder::faults, &Builder::example}) {
      if (Status done = (this->*step)(); !done) return done.error();
    }
    return spec_;
  }

 private:
  // What add-pattern would refuse; without an anchor the foreign keywords may still do.
  Status gate() {
    if (translation_.constant) return Error{"import.constant", "What it finds is the same text each time: a heading, no secret.", ""};
    const GateReport report = check_narrow(spec_, {}, {});
    for (const Error& refusal : report.refusals) {
      if (!is_code(refusal, "gate.no_literal")) return refusal;
    }
    return {};
  }

  bool every_match_holds(const RegexNode& tree, const std::vector<std::string>& keywords) const {
    for (uint64_t seed = 1; seed <= kMatchesTried; ++seed) {
      ExampleRandom random(seed * 0x9e3779b97f4a7c15ULL);
      const std::string match = lowercase(generate_match(tree, random));
      if (std::none_of(keywords.begin(), keywords.end(), [&](const std::string& word) { return match.find(word) != std::string::npos; })) {
        return false;
      }
    }
    return true;
  }

  bool take_keywords() {
    const auto keywords = usable_keywords(foreign_.keywords);
    const auto tree = parse_regex(spec_.regex.pattern);
    if (keywords.empty() || keywords.size() > kMaxAnchors || !tree) return false;
    const bool proved = anchors_proved(*tree, keywords, /*caseless=*/true);
    if (!proved && !every_match_holds(*tree, keywords)) return false;
    spec_.regex.anchors = keywords;
    spec_.regex.anchors_caseless = true;
    if (!proved) notes_.emplace_back("anchors: its keywords, tried on 200 generated matches");
    return true;
  }

  bool anchors_rare() const { return busy_anchors({spec_}).empty(); }

  // False: too many, too short or too frequent to be searched for.
  bool take_anchors(const std::set<std::string>& literals, bool caseless) {
    std::set<std::string> cut;
    for (const std::string& literal : literals) cut.insert(ascii_part(literal).substr(0, kMaxAnchorBytes));
    if (cut.empty() || cut.size() > kMaxAnchors || !std::all_of(cut.begin(), cut.end(), long_enough)) return false;
    spec_.regex.anchors.assign(cut.begin(), cut.end());
    spec_.regex.anchors_caseless = caseless;
    return anchors_rare();
  }

  // Any set of literals of which each match must hold one will do.
  bool take_literals(const RegexNode& tree, bool caseless) {
    const LiteralSets sets = required_literals(tree, caseless);
    return std::any_of(sets.begin(), sets.end(), [&](const auto& literals) { return take_anchors(literals, caseless); });
  }

  Status anchors() {
    const std::set<std::string> derived(spec_.regex.anchors.begin(), spec_.regex.anchors.end());
    if (take_anchors(derived, spec_.regex.anchors_caseless)) return {};
    const auto tree = parse_regex(spec_.regex.pattern);
    if (tree && (take_literals(*tree, false) || take_literals(*tree, true))) return {};
    if (take_keywords() && anchors_rare()) return {};
    if (derived.size() > kMaxAnchors) return Error{"import.no_anchor", "Its matches begin in more than 64 ways.", "The search needs a few literals of which each match holds one."};
    if (!derived.empty()) return Error{"import.anchor_busy", "The literals that its matches hold are frequent in ordinary text.", "The search would stop too often."};
    return Error{"import.no_anchor", "There is no literal of 4 bytes (3 with '_' or '-') that each match must hold.", "The search needs one."};
  }

  Status faults() {
    std::vector<FieldFault> found;
    check_rule(spec_, found);
    if (!found.empty()) return Error{found[0].code, found[0].what, found[0].hint};
    return {};
  }

  std::shared_ptr<const Snapshot> snapshot_alone() const {
    RuleSpec masking = spec_;
    masking.mode = RuleMode::kMask;
    auto compiled = compile_rule(std::move(masking), /*trusted=*/true);
    if (!compiled) return nullptr;
    return Snapshot::build({std::move(*compiled)}, 1, make_hash_scanner);
  }

  // The first example that the rule masks, and all of `rules check` on it.
  Status example() {
    const auto snapshot = snapshot_alone();
    Redactor redactor;
    std::optional<Error> refusal;
    for (const std::string& pattern : example_patterns(translation_.tree)) {
      const std::string example = "{{gen:" + pattern + "}}";
      std::vector<Finding> findings;
      if (snapshot) redactor.find(*snapshot, expand_example(example), {}, findings);
      if (findings.empty()) continue;
      spec_.examples = {example};
      const std::vector<Fault> wrong = check_rules({spec_});
      if (wrong.empty()) return {};
      if (!refusal) refusal = Error{wrong[0].code, wrong[0].what, wrong[0].hint};
      if (wrong[0].code == "rules.pattern.too_wide") return *refusal;
    }
    if (refusal) return *refusal;
    if (spec_.placeholders) {  // a shape whose values all look like placeholders: numbers, say
      spec_.placeholders = false;
      return example();
    }
    return Error{"import.no_example", "No example could be generated that the rule masks.", ""};
  }

  const ForeignRule& foreign_;
  const Translation& translation_;
  RuleSpec spec_;
  std::vector<std::string>& notes_;
};

bool is_too_large(const Error& error) { return is_code(error, "gate.too_large") || is_code(error, "rules.pattern.too_large"); }

RuleSpec named(const ForeignRule& foreign, Scanner scanner, bool observe) {
  RuleSpec spec;
  spec.label = label_for(foreign.name);
  spec.title = printable(foreign.title, kMaxTitleBytes);
  spec.source = std::string(name_of(scanner)) + " rule " + printable(foreign.id, kMaxTitleBytes);
  if (!foreign.reference.empty()) spec.source += ", " + printable(foreign.reference, kMaxSourceBytes);
  spec.mode = observe || foreign.unsure ? RuleMode::kObserve : RuleMode::kMask;
  spec.priority = kImportedPriority;
  spec.min_entropy = foreign.min_entropy;
  return spec;
}

Status check_foreign(const ForeignRule& foreign) {
  if (foreign.pattern.empty()) return Error{"import.no_pattern", "It has no pattern: it looks at names of files, or changes another rule.", ""};
  if (foreign.helper) return Error{"import.helper", "It only serves other rules, or finds names that are no secrets.", ""};
  if (!(foreign.min_entropy >= 0 && foreign.min_entropy <= 8)) return Error{"import.entropy", "Its entropy is not between 0 and 8 bits.", ""};
  return {};
}

}  // namespace

BuiltRules build_rules(const ForeignRule& foreign, Scanner scanner, bool observe, std::set<std::string>& taken) {
  BuiltRules out;
  if (Status checked = check_foreign(foreign); !checked) {
    out.refusals.push_back(checked.error());
    return out;
  }
  TranslateOptions options;
  options.vectorscan = scanner == Scanner::kKingfisher || scanner == Scanner::kNoseyParker;
  options.secret_group = foreign.secret_group;
  options.last_group = options.vectorscan;  // these report all groups, and the secret stands behind what it belongs to
  auto translations = translate_pattern(foreign.pattern, options);
  if (!translations) {
    out.refusals.push_back(translations.error());
    return out;
  }
  options.open_ends = true;
  const auto wider = translate_pattern(foreign.pattern, options);
  for (size_t i = 0; i < translations->size(); ++i) {
    const auto attempt = [&](const Translation& translation) {
      BuiltRule built;
      built.notes = foreign.notes;
      built.notes.insert(built.notes.end(), translation.notes.begin(), translation.notes.end());
      if (foreign.unsure) built.notes.emplace_back("observe: its tool has little confidence in it");
      RuleSpec spec = named(foreign, scanner, observe);
      spec.id = "imported";
      auto done = Builder(foreign, translation, std::move(spec), built.notes).build();
      if (!done) return std::optional<Error>(done.error());
      built.spec = std::move(*done);
      built.spec.id = rule_id_for(scanner, foreign.id, taken);
      out.rules.push_back(std::move(built));
      return std::optional<Error>();
    };
    auto refusal = attempt((*translations)[i]);
    if (refusal && is_too_large(*refusal) && wider) refusal = attempt((*wider)[i]);
    if (refusal) out.refusals.push_back(std::move(*refusal));
  }
  return out;
}

}  // namespace redactd
