#include "core/catalogue/shape.h"

#include <algorithm>
#include <array>

#include "core/base/bytes.h"

namespace redactd {
namespace {

struct Alphabet {
  const char* text;   // for people and parse_alphabet()
  const char* klass;  // inside RE2's brackets
};
constexpr std::array<Alphabet, 5> kAlphabets = {{{"0-9", "0-9"},
                                                 {"0-9a-f", "0-9a-f"},
                                                 {"0-9A-Za-z", "0-9A-Za-z"},
                                                 {"0-9A-Za-z_-", "0-9A-Za-z_-"},
                                                 {"0-9A-Za-z+/=", "0-9A-Za-z+/="}}};
constexpr size_t kMinBodyBytes = 8;

const Alphabet* smallest_alphabet(std::string_view body) {
  for (const Alphabet& alphabet : kAlphabets) {
    const auto set = parse_alphabet(alphabet.text);
    bool fits = set.has_value();
    for (const char c : body) fits = fits && set->test(byte(c));
    if (fits) return &alphabet;
  }
  return nullptr;
}

struct Prefix {
  std::string_view literal;
  const RuleSpec* rule = nullptr;
  bool fits = false;  // the rule allows the secret's length
};

bool better(const Prefix& a, const Prefix& b) {
  if (b.rule == nullptr || a.literal.size() != b.literal.size()) return a.literal.size() > b.literal.size();
  if (a.fits != b.fits) return a.fits;
  return a.rule->priority > b.rule->priority;
}

// "hf_a" of a rule that lists "hf_" with each byte that may follow (docs/rules.md, anchors) is "hf_": what follows is secret.
std::string_view without_expansion(std::string_view literal, const PrefixSpec& spec) {
  constexpr size_t kExpanded = 10;
  if (spec.prefixes.size() < kExpanded) return literal;
  const std::string_view stem = literal.substr(0, literal.size() - 1);
  const auto same = [&](const std::string& other) { return other.size() == literal.size() && std::string_view(other).starts_with(stem); };
  return std::all_of(spec.prefixes.begin(), spec.prefixes.end(), same) ? stem : literal;
}

// The longest prefix of the catalogue's shapes that begins the secret; of rules with one prefix the one that names it best.
Prefix known_prefix(std::string_view secret, const std::vector<RuleSpec>& catalogue) {
  Prefix best;
  for (const RuleSpec& rule : catalogue) {
    if (rule.kind != RuleKind::kPrefix) continue;
    for (const std::string& literal : rule.prefix.prefixes) {
      if (literal.size() < 4 || !secret.starts_with(literal) || secret.size() < literal.size() + kMinBodyBytes) continue;
      const size_t body = secret.size() - literal.size();
      const bool fits = body >= rule.prefix.min_length && (rule.prefix.max_length == 0 || body <= rule.prefix.max_length);
      const Prefix candidate{without_expansion(secret.substr(0, literal.size()), rule.prefix), &rule, fits};
      if (better(candidate, best)) best = candidate;
    }
  }
  return best;
}

// Letters and digits up to and with the first '_', '-' or '.', 3 to 16 bytes; with a '.' at least 4 (the gate's rule).
std::string_view leading_word(std::string_view secret) {
  size_t at = 0;
  while (at < secret.size() && is_alnum(secret[at])) ++at;
  if (at == secret.size() || at == 0 || std::string_view("_-.").find(secret[at]) == std::string_view::npos) return {};
  const size_t length = at + 1;
  return length >= (secret[at] == '.' ? 4u : 3u) && length <= 16 ? secret.substr(0, length) : std::string_view();
}

std::string quoted(std::string_view literal) {
  std::string out;
  for (const char c : literal) {
    if (!is_word(c) && c != '-') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::optional<Shape> derive_shape(SecretView secret, const std::vector<RuleSpec>& catalogue) {
  const std::string_view bytes = secret.expose();
  Prefix prefix = known_prefix(bytes, catalogue);
  if (prefix.literal.empty()) prefix.literal = leading_word(bytes);
  if (prefix.literal.empty()) return std::nullopt;
  const std::string_view body = bytes.substr(prefix.literal.size());
  const Alphabet* alphabet = smallest_alphabet(body);
  if (body.size() < kMinBodyBytes || body.size() > 1000 || alphabet == nullptr) return std::nullopt;

  Shape shape;
  shape.prefix = prefix.literal;
  shape.alphabet = alphabet->text;
  shape.length = body.size();
  shape.pattern = quoted(prefix.literal) + "[" + alphabet->klass + "]{" + std::to_string(body.size()) + "}";
  if (prefix.rule != nullptr) shape.recognised_by = prefix.rule->id;
  return shape;
}

}  // namespace redactd
