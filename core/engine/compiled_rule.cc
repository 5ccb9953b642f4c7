#include "core/engine/compiled_rule.h"

#include <re2/re2.h>

#include <algorithm>

#include "core/base/limits.h"
#include "core/engine/snapshot.h"

namespace redactd {
namespace {

// Latin-1: in UTF-8 mode a class does not match over an invalid byte, and a secret with one would pass.
RE2::Options re2_options() {
  RE2::Options options;
  options.set_encoding(RE2::Options::EncodingLatin1);
  options.set_log_errors(false);  // RE2 would print the pattern
  options.set_never_nl(false);
  options.set_max_mem(kPatternMemoryBytes * 8);
  return options;
}

// The literal bytes that a pattern begins with, whatever follows: "\\b(gl-ft\\." gives "gl-ft.".
std::string leading_literal(std::string_view pattern) {
  if (pattern.starts_with("\\b")) pattern.remove_prefix(2);
  if (pattern.starts_with("(") && !pattern.starts_with("(?")) pattern.remove_prefix(1);
  std::string literal;
  for (size_t i = 0; i < pattern.size(); ++i) {
    char c = pattern[i];
    if (c == '\\') {
      if (++i == pattern.size() || is_alnum(pattern[i])) break;
      c = pattern[i];
    } else if (std::string_view("()[]{}?*+|.^$").find(c) != std::string_view::npos) {
      break;
    }
    literal += c;
    const char next = i + 1 < pattern.size() ? pattern[i + 1] : '\0';
    if (next == '?' || next == '*' || next == '{' || next == '|') {  // the byte may be left out
      literal.pop_back();
      break;
    }
  }
  return pattern.find('|') == std::string_view::npos ? literal : std::string();
}

bool every_match_begins_with_anchor(const RegexSpec& regex) {
  if (regex.anchors_caseless || regex.anchors.empty()) return false;
  const std::string literal = leading_literal(regex.pattern);
  return std::all_of(regex.anchors.begin(), regex.anchors.end(), [&](const std::string& anchor) { return literal.starts_with(anchor); });
}

Result<void> check_program(const RuleSpec& spec) {
  const RE2 program(spec.regex.pattern, re2_options());
  if (!program.ok()) {
    const bool large = program.error_code() == RE2::ErrorPatternTooLarge || program.error_code() == RE2::ErrorRepeatSize;
    return Error{large ? "rules.pattern.too_large" : "rules.pattern.invalid",
                 large ? "The pattern of rule " + spec.id + " repeats too much for RE2."
                       : "The pattern of rule " + spec.id + " is not valid RE2 syntax.",
                 large ? "Keep repeats below 1000, nested ones together." : "See RE2's syntax page; look-around and back-references do not exist."};
  }
  if (program.NumberOfCapturingGroups() > 1) {
    return Error{"rules.pattern.groups", "The pattern of rule " + spec.id + " has more than one capturing group.",
                 "Group 1 is what is masked; write (?:...) for the others."};
  }
  return {};
}

}  // namespace

CompiledRule::CompiledRule(RuleSpec spec, ByteSet alphabet) : spec_(std::move(spec)), alphabet_(alphabet) {
  wants_word_edge_ = spec_.prefix.weak || spec_.regex.pattern.starts_with("\\b");
  begins_with_anchor_ = spec_.kind == RuleKind::kRegex && every_match_begins_with_anchor(spec_.regex);
}

CompiledRule::~CompiledRule() = default;

const re2::RE2& CompiledRule::program() const {
  std::call_once(once_, [this] {
    std::string_view pattern = spec_.regex.pattern;
    if (wants_word_edge_ && pattern.starts_with("\\b")) pattern.remove_prefix(2);
    program_ = std::make_unique<const RE2>(re2::StringPiece(pattern.data(), pattern.size()), re2_options());
  });
  return *program_;
}

int CompiledRule::group() const { return program().NumberOfCapturingGroups() >= 1 ? 1 : 0; }

Result<std::shared_ptr<const CompiledRule>> compile_rule(RuleSpec spec, bool trusted) {
  if (!is_label(spec.label)) {
    return Error{"rules.label.invalid", "The label of rule " + spec.id + " is not [A-Z][A-Z0-9_]{1,31}.", "Write it like CF_TOKEN."};
  }
  ByteSet alphabet;
  if (spec.kind == RuleKind::kPrefix) {
    const auto parsed = parse_alphabet(spec.prefix.alphabet);
    if (!parsed || parsed->none() || parsed->test('\n')) {
      return Error{"rules.alphabet.invalid", "The alphabet of rule " + spec.id + " cannot be read or is empty.", "Write it like 0-9A-Za-z_-."};
    }
    alphabet = *parsed;
    if (spec.prefix.prefixes.empty()) {
      return Error{"rules.pattern.no_anchor", "Rule " + spec.id + " has no prefix.", "Give `prefix`, or use kind regex."};
    }
  }
  if (spec.kind == RuleKind::kRegex && spec.regex.anchors.empty()) {
    return Error{"rules.pattern.no_anchor", "Rule " + spec.id + " has no anchor.",
                 "Name a literal of 4 bytes or more that every match contains."};
  }
  if (spec.kind == RuleKind::kRegex && !trusted) {
    if (auto checked = check_program(spec); !checked) return checked.error();
  }
  return std::shared_ptr<const CompiledRule>(std::make_shared<CompiledRule>(std::move(spec), alphabet));
}

const RuleSpec& spec_of(const CompiledRule& rule) { return rule.spec(); }

}  // namespace redactd
