#include "core/engine/confirm/key_name.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/base/bytes.h"
#include "core/engine/confirm/edges.h"
#include "core/engine/confirm/opaque_token.h"

namespace redactd {
namespace {

constexpr size_t kMaxNameBytes = 64;
constexpr size_t kMaxTailBytes = 24;
constexpr size_t kMaxGluedBytes = 128;

bool is_name(char c) { return is_word(c) || c == '-' || c == '.'; }

// What a name ends in when its value is about the secret, not the secret.
constexpr auto kHarmlessTails = std::to_array<std::string_view>({
    "file", "path", "dir", "url", "uri", "endpoint", "id", "ids", "name", "type", "ttl", "age", "expiry", "expires", "expiration",
    "expire", "length", "len", "size", "count", "limit", "policy", "rotation", "version", "prompt", "hint", "field", "label",
    "format", "algorithm", "enabled", "required", "authentication", "reset", "strength", "min", "max", "days", "timeout",
    "lifetime", "manager", "store", "provider", "namespace", "ref", "column", "in", "at", "status"});

// Names of the key tier whose values are public or not secret.
constexpr auto kHarmlessKeys = std::to_array<std::string_view>({
    "cache", "public", "pub", "primary", "foreign", "idempotency", "request", "sort", "partition", "hash", "shift", "monkey",
    "publishable", "object", "index", "translation", "i18n", "message", "lookup", "pagination"});

template <size_t N>
bool contains(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Does the keyword begin a word of the name: at its start, behind _ - . or a digit, or as a hump of camelCase?
bool begins_word(std::string_view line, Span hit) {
  if (hit.begin == 0) return true;
  const char before = line[hit.begin - 1];
  if (!is_alpha(before) || follows_escape(line, hit.begin)) return true;
  return is_lower(before) && is_upper(line[hit.begin]);
}

// And does it end one? `passwords` and `tokenizer` carry on; `passwordHash`, `password2`, `password_old` do not.
bool ends_word(std::string_view line, Span hit) {
  if (hit.end >= line.size()) return true;
  const char after = line[hit.end];
  if (!is_alpha(after)) return true;
  return is_upper(after) && is_lower(line[hit.end - 1]);
}

std::string last_word(std::string_view name) {
  size_t at = name.size();
  while (at > 0 && is_digit(name[at - 1])) --at;  // password2
  const size_t end = at;
  while (at > 0 && is_alpha(name[at - 1])) {
    --at;
    if (at > 0 && is_upper(name[at]) && is_lower(name[at - 1])) break;
  }
  return lowercase(name.substr(at, end - at));
}

// codatoken-987e6543-..., vendor-SECRET-0024a292...: a dash, then a token that only a machine makes.
bool is_glued_value(std::string_view line, size_t at) {
  if (at >= line.size() || line[at] != '-') return false;
  size_t end = at + 1;
  while (end < line.size() && end - at <= kMaxGluedBytes && (is_word(line[end]) || line[end] == '-')) ++end;
  return opaque_kind(line.substr(at + 1, end - at - 1)) != OpaqueKind::kNone;
}

bool has_harmless_word(std::string_view name) {
  const std::string lower = lowercase(name);
  return std::any_of(kHarmlessKeys.begin(), kHarmlessKeys.end(), [&](std::string_view word) {
    const size_t at = lower.find(word);
    return at != std::string::npos && (at == 0 || !is_alpha(lower[at - 1]));
  });
}

}  // namespace

std::optional<KeyName> read_key_name(std::string_view line, Span hit, ContextTier tier, LetGo* why) {
  // Keywords carry the sign that makes them rare ("key=", "_pass"); the name is the letters in it.
  while (hit.end > hit.begin && !is_alnum(line[hit.end - 1])) --hit.end;
  while (hit.begin < hit.end && !is_alnum(line[hit.begin])) ++hit.begin;
  const size_t length = hit.end - hit.begin;
  // Long words may be glued to what stands before (`mysqlpassword`); short ones are parts of too many others.
  const bool glued = is_glued_value(line, hit.end);
  if (length < (glued ? 5 : 6) && !begins_word(line, hit)) return let_go(why, Refusal::kPartOfWord);
  if (!ends_word(line, hit)) return let_go(why, Refusal::kPartOfWord);
  KeyName key{hit.begin, hit.end, 0};
  const size_t floor = hit.begin - std::min(hit.begin, kMaxNameBytes);
  while (key.begin > floor && is_name(line[key.begin - 1])) --key.begin;
  if (glued) {
    key.value_begin = hit.end + 1;
    return key;
  }
  const size_t ceiling = std::min(line.size(), hit.end + kMaxTailBytes);
  while (key.end < ceiling && is_name(line[key.end])) ++key.end;
  // A dash or dot that nothing follows is punctuation: "token-", "the password."
  while (key.end > hit.end && !is_word(line[key.end - 1])) --key.end;
  const std::string_view name = line.substr(key.begin, key.end - key.begin);
  // The letters of a mask are no key: [REDACTED_TOKEN]: x.
  if (key.begin > 0 && line[key.begin - 1] == '[' && name.starts_with("REDACTED")) return let_go(why, Refusal::kInsideMask);
  if (line.substr(0, key.begin).ends_with("alias ")) return let_go(why, Refusal::kHarmlessName);  // its value is a command
  if (key.end > hit.end && contains(kHarmlessTails, last_word(name))) return let_go(why, Refusal::kHarmlessName);
  if (tier == ContextTier::kKey && has_harmless_word(name)) return let_go(why, Refusal::kHarmlessName);
  return key;
}

size_t skip_joining_word(std::string_view line, size_t at, bool& stated) {
  constexpr size_t kMaxWhoseBytes = 40;
  size_t whose = at;  // `password for bob is X`
  if (line.substr(at).starts_with("for ")) {
    const size_t blank = line.substr(0, at + 4 + kMaxWhoseBytes).find(' ', at + 4);
    if (blank != std::string_view::npos) whose = blank + 1;
  }
  for (const std::string_view word : {"is", "was", "key", "token", "value", "secret"}) {
    const bool says = word == "is" || word == "was";
    const size_t from = says ? whose : at;
    if (!line.substr(from).starts_with(word)) continue;
    size_t i = from + word.size();
    const size_t end = i;
    while (i < line.size() && (is_blank(line[i]) || line[i] == ':' || line[i] == '=')) ++i;
    if (i == end) continue;
    stated = says;
    return i;
  }
  return at;
}

}  // namespace redactd
