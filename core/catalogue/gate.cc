#include "core/catalogue/gate.h"

#include <algorithm>
#include <array>

#include "core/base/limits.h"
#include "core/catalogue/ordinary/text.h"
#include "core/catalogue/regex/literals.h"
#include "core/engine/redactor.h"

namespace redactd {
namespace {

constexpr size_t kMaxPatternBytes = 4096;
constexpr double kMaxUnfoldedBytes = 20'000;
constexpr size_t kShownLines = 3;
constexpr std::array<std::string_view, 5> kMasks = {"[REDACTED_API_KEY]", "[REDACTED_X:0123abcd]", "[REDACTED_LINE]", "[REDACTED]********",
                                                    "************************"};

class Gate {
 public:
  Gate(RuleSpec& spec, GateReport& report) : spec_(spec), report_(report) {}

  void run(const std::vector<std::string>& samples, const std::vector<std::string>& existing) {
    if (std::find(existing.begin(), existing.end(), spec_.id) != existing.end()) {
      refuse("duplicate_id", "The id '" + spec_.id + "' is in use.", "Choose another, or remove that pattern first.");
    }
    const std::string& pattern = spec_.regex.pattern;
    if (pattern.size() > kMaxPatternBytes) {
      return refuse("too_large", "The pattern has more than 4096 bytes.", "Split it into several patterns.");
    }
    const auto tree = parse_regex(pattern);
    // Before RE2 sees it: a pattern that unfolds to millions of states would cost time even to be refused.
    if (tree && unfolded_size(*tree) > kMaxUnfoldedBytes) {
      return refuse("too_large", "The pattern's nested repeats unfold to more than 20000 bytes.", "Use smaller counts, or an open end like {20,}.");
    }
    if (!compiles()) return;
    if (!tree) return refuse("no_literal", "The pattern uses syntax whose literals cannot be seen.", "Use plain classes, groups and repeats.");
    shape(*tree);
    anchors(*tree);
    if (!spec_.regex.anchors.empty()) on_text(samples);
  }

 private:
  void refuse(const char* code, std::string what, std::string hint) {
    report_.refusals.push_back({std::string("gate.") + code, std::move(what), std::move(hint)});
  }

  Result<std::shared_ptr<const CompiledRule>> compile() const {
    RuleSpec masking = spec_;
    masking.mode = RuleMode::kMask;
    masking.owner_uid.reset();
    if (masking.regex.anchors.empty()) masking.regex.anchors = {"none yet"};
    return compile_rule(std::move(masking));
  }

  bool compiles() {
    auto compiled = compile();
    if (!compiled) report_.refusals.push_back(compiled.error());
    return compiled.ok();
  }

  void shape(const RegexNode& tree) {
    const RegexNode* group = first_capture(tree);
    const size_t least = shortest_match(group == nullptr ? tree : *group);
    if (least == 0) {
      refuse("matches_empty", "The pattern can match the empty text.", "Demand the bytes of the secret: {n,} instead of *.");
    } else if (least < kMinMaskedBytes) {
      refuse("too_short", "The pattern can mask fewer than 8 bytes (" + std::to_string(least) + ").", "Demand the secret's full length.");
    }
    if (may_hold(tree, '\n')) {
      refuse("matches_newline", "The pattern can match a newline.", "Write [^\\n...] for negated classes and [ \\t] for \\s.");
    }
    if (std::any_of(kMasks.begin(), kMasks.end(), [&](std::string_view mask) { return matches_within(tree, mask); })) {
      refuse("matches_mask", "The pattern matches a mask such as [REDACTED_API_KEY].", "Begin it with the literal that begins the secret.");
    }
  }

  void anchors(const RegexNode& tree) {
    Anchors derived = best_anchors(tree);
    const auto good = [](const std::string& literal) {
      return literal.size() >= 4 || (literal.size() == 3 && literal.find_first_of("_-") != std::string::npos);
    };
    if (!derived.literals.empty() && std::all_of(derived.literals.begin(), derived.literals.end(), good)) {
      spec_.regex.anchors = std::move(derived.literals);
      spec_.regex.anchors_caseless = derived.caseless;
      return;
    }
    spec_.regex.anchors.clear();
    refuse("no_literal", "There is no literal of 4 bytes (3 with '_' or '-') that each match must hold.",
           "Begin with the secret's fixed prefix; a secret without one belongs into the vault (redactctl vault add).");
  }

  void on_text(const std::vector<std::string>& samples) {
    auto compiled = compile();
    if (!compiled) return report_.refusals.push_back(compiled.error());
    snapshot_ = Snapshot::build({std::move(compiled).value()}, 1, make_hash_scanner);
    for (const std::string_view line : ordinary_lines()) {
      if (!findings(line).empty() && report_.matched_lines.size() < kShownLines) report_.matched_lines.emplace_back(line);
    }
    if (!report_.matched_lines.empty()) {
      refuse("too_wide", "The pattern matches ordinary text, for example: " + report_.matched_lines[0], "Demand the prefix, alphabet and length of the secret.");
    }
    for (size_t i = 0; i < samples.size(); ++i) sample(samples[i], std::to_string(i + 1));
  }

  // Never quotes the sample: people paste the real thing.
  void sample(const std::string& text, const std::string& number) {
    const std::vector<Finding>& found = findings(text);
    if (found.empty()) {
      return refuse("sample_not_matched", "Sample " + number + " is not matched.", "Compare its prefix, alphabet and length with the pattern.");
    }
    const auto tree = parse_regex(spec_.regex.pattern);
    const bool by_context = tree && first_capture(*tree) != nullptr;
    const bool whole = found.size() == 1 && found[0].begin == 0 && found[0].end == text.size();
    if (!whole && !by_context) {
      refuse("sample_not_whole", "Of sample " + number + " only a part is masked.", "Widen the length or the alphabet until all of it is.");
    }
  }

  const std::vector<Finding>& findings(std::string_view text) {
    found_.clear();
    redactor_.find(*snapshot_, text, {}, found_);
    return found_;
  }

  RuleSpec& spec_;
  GateReport& report_;
  std::shared_ptr<const Snapshot> snapshot_;
  Redactor redactor_;
  std::vector<Finding> found_;
};

}  // namespace

GateReport check_narrow(RuleSpec& spec, const std::vector<std::string>& samples, const std::vector<std::string>& existing) {
  GateReport report;
  spec.kind = RuleKind::kRegex;
  Gate(spec, report).run(samples, existing);
  return report;
}

std::vector<std::string> derive_anchors(const std::string& pattern) {
  const auto tree = parse_regex(pattern);
  return tree ? best_anchors(*tree).literals : std::vector<std::string>();
}

const std::vector<std::string_view>& ordinary_lines() {
  static const std::vector<std::string_view> lines = [] {
    std::vector<std::string_view> all;
    for (const auto part : {ordinary_prose(), ordinary_logs(), ordinary_commands()}) all.insert(all.end(), part.begin(), part.end());
    return all;
  }();
  return lines;
}

}  // namespace redactd
