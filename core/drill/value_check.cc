// May this value be searched for, and how much of it is public?
#include <algorithm>
#include <array>

#include "core/base/bytes.h"
#include "core/drill/target.h"
#include "core/engine/value_check.h"

namespace redactd::drill {
namespace {

constexpr size_t kMinValueBytes = 8;
constexpr size_t kMaxValueBytes = 64 * 1024;
constexpr size_t kMinSecretPart = 4;

// Words that sentences hold and passphrases seldom do.
constexpr std::array<std::string_view, 24> kSentenceWords = {"the", "and", "for", "of",   "is",   "to",   "in",  "not",  "was", "are", "with", "that",
                                                             "this", "you", "has", "have", "from", "be", "it", "can", "will", "on", "an", "by"};
// Long words of ordinary logs; shorter ones are refused for their length.
constexpr std::array<std::string_view, 24> kLogWords = {
    "password",   "username",  "localhost",  "postgres",   "database",  "connection", "configuration", "application",
    "exception",  "undefined", "internal",   "connected",  "disconnected", "authentication", "authorization", "permission",
    "successfully", "received", "started",   "shutdown",   "anonymous", "administrator", "development", "production"};

template <size_t N>
bool holds(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view known) { return equals_caseless(known, word); });
}

// A known word, or words with one among them that makes a sentence; digits and marks inside a word make it none.
bool is_prose(std::string_view value) {
  size_t words = 0;
  bool telling = false;
  while (!value.empty()) {
    const size_t blank = std::min(value.find(' '), value.size());
    std::string_view word = value.substr(0, blank);
    value.remove_prefix(std::min(blank + 1, value.size()));
    while (!word.empty() && std::string_view(".,;:!?").find(word.back()) != std::string_view::npos) word.remove_suffix(1);
    if (!std::all_of(word.begin(), word.end(), is_alpha)) return false;
    if (word.empty()) continue;
    ++words;
    telling = telling || holds(kSentenceWords, word) || holds(kLogWords, word);
  }
  return telling || words == 0;
}

// Anchors that begin what a rule masks.
const std::vector<std::string>& anchors_of(const RuleSpec& rule) {
  static const std::vector<std::string> kNone;
  if (rule.kind == RuleKind::kPrefix) return rule.prefix.prefixes;
  return rule.kind == RuleKind::kRegex && !rule.regex.anchors_caseless ? rule.regex.anchors : kNone;
}

// A regex begins with the literal itself: an anchor may as well stand in the middle of what it matches.
bool begins_with(const RuleSpec& rule, const std::string& anchor) {
  return rule.kind == RuleKind::kPrefix || rule.regex.pattern.rfind(anchor, 0) == 0 || rule.regex.pattern.rfind("\\b" + anchor, 0) == 0;
}

}  // namespace

Status check_value(SecretView secret) {
  const std::string_view value = secret.expose();
  if (value.size() < kMinValueBytes) {
    return Error{"drill.value.too_short", "The value has fewer than 8 bytes; so short a one stands in ordinary text.",
                 "Give the whole secret, or search by --rule or --prefix."};
  }
  if (value.size() > kMaxValueBytes) {
    return Error{"drill.value.too_long", "The value has more than 65,536 bytes.", "Give the secret alone, not the file that holds it."};
  }
  if (is_placeholder(value)) {
    return Error{"drill.value.is_placeholder", "The value is a placeholder or a mask, no secret.", "Give the secret itself."};
  }
  if (is_prose(value)) {
    return Error{"drill.value.is_prose", "The value is an ordinary word or sentence; masking it everywhere would spoil text that is no secret.",
                 "Give the secret alone, without what stands around it."};
  }
  return {};
}

PublicPrefix public_prefix_of(SecretView secret, const std::vector<RuleSpec>& catalogue) {
  const std::string_view value = secret.expose();
  PublicPrefix best;
  int priority = 0;
  for (const RuleSpec& rule : catalogue) {
    for (const std::string& anchor : anchors_of(rule)) {
      if (anchor.size() + kMinSecretPart > value.size() || !value.starts_with(anchor) || !begins_with(rule, anchor)) continue;
      const bool longer = anchor.size() > best.length;
      if (!longer && (anchor.size() < best.length || rule.priority <= priority)) continue;
      best = {anchor.size(), rule.id};
      priority = rule.priority;
    }
  }
  return best;
}

}  // namespace redactd::drill
