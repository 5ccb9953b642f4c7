#include "core/engine/confirm/secret_value.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/engine/confirm/bigrams.h"
#include "core/engine/value_check.h"

namespace redactd {
namespace {

size_t count_digits(std::string_view text) { return static_cast<size_t>(std::count_if(text.begin(), text.end(), is_digit)); }
bool has_letter(std::string_view text) { return std::any_of(text.begin(), text.end(), is_alpha); }
bool only_letters(std::string_view text) { return std::all_of(text.begin(), text.end(), is_alpha); }
// Words around a token, as in <secret>{vendor AQAAABAAA 4a5b...}</secret>: the longest of them decides.
std::string_view longest_word(std::string_view text) {
  std::string_view best;
  while (!text.empty()) {
    const size_t blank = std::min(text.find(' '), text.size());
    if (blank > best.size()) best = text.substr(0, blank);
    text.remove_prefix(std::min(text.size(), blank + 1));
  }
  return best;
}
bool has_space(std::string_view text) { return text.find(' ') != std::string_view::npos; }

// "password: must be at least 8": words follow a bare word.
bool reads_as_prose(std::string_view line, Span value) {
  std::string_view word = line.substr(value.begin, value.size());
  while (!word.empty() && std::string_view(".,:;!?)").find(word.back()) != std::string_view::npos) word.remove_suffix(1);
  if (!only_letters(word)) return false;
  size_t after = value.end;
  while (after < line.size() && is_blank(line[after])) ++after;
  return after < line.size() && after > value.end;
}

bool is_url(std::string_view value) {
  const size_t colon = value.find("://");
  return colon != std::string_view::npos && colon > 1 && colon < 24 && std::all_of(value.begin(), value.begin() + static_cast<std::ptrdiff_t>(colon), [](char c) { return is_alnum(c) || c == '+' || c == '.' || c == '-'; });
}

bool is_uuid(std::string_view v) {
  if (v.size() != 36) return false;
  for (size_t i = 0; i < v.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? v[i] != '-' : !is_hex(v[i])) return false;
  }
  return true;
}

// Token{4a5b, name: is how programs print their objects.
bool names_object(std::string_view value) {
  const size_t brace = value.find('{');
  return brace != std::string_view::npos && std::all_of(value.begin(), value.begin() + static_cast<std::ptrdiff_t>(brace), [](char c) { return is_word(c) || c == '.' || c == ':'; });
}

// vZrEclFwOqeA: letters of both cases, mixed as no camelCase is; a digit or two may be among them.
bool is_random_word(std::string_view value) {
  if (value.size() < 10 || !std::all_of(value.begin(), value.end(), is_alnum)) return false;
  size_t changes = 0;
  for (size_t i = 1; i < value.size(); ++i) changes += is_alpha(value[i]) && is_upper(value[i]) != is_upper(value[i - 1]) ? 1 : 0;
  return changes >= 4 && letter_surprise(value) >= 4.6;
}

// Below the length of most keys: letters and digits so mixed that they are no name with a number.
bool is_short_key(std::string_view value) {
  if (value.size() < 11 || has_space(value)) return false;
  size_t changes = 0;
  for (size_t i = 1; i < value.size(); ++i) changes += is_digit(value[i]) != is_digit(value[i - 1]) ? 1 : 0;
  const size_t digits = count_digits(value);
  if (digits < 2 || !std::all_of(value.begin(), value.end(), [](char c) { return is_alnum(c) || c == '-'; })) return false;
  return changes >= 4 || (changes >= 3 && digits >= 4) || is_random_word(value);
}

Refusal refuse_password(std::string_view line, Span span, const ValueSetting& setting) {
  const std::string_view value = line.substr(span.begin, span.size());
  if (setting.blank) {
    // `#define PASSWORD "x1"`: the quote says where it is, the digit that it is no prose.
    if (!setting.quoted && !setting.stated && !setting.ends_line) return Refusal::kNotQuoted;
    if (value.size() < 6) return Refusal::kTooShort;
    if (has_space(value)) return Refusal::kHoldsBlank;
    if (setting.stated && setting.quoted) return Refusal::kNone;
    if (!setting.quoted && !has_letter(value)) return Refusal::kNoLetter;
    return count_digits(value) > 0 ? Refusal::kNone : Refusal::kNoDigit;
  }
  if (value.size() < 4) return Refusal::kTooShort;
  if (count_digits(value) == value.size() && value.size() < 6) return Refusal::kShortNumber;
  if (!setting.quoted && setting.colon && reads_as_prose(line, span)) return Refusal::kProse;
  return Refusal::kNone;
}

Refusal refuse_token(std::string_view value, const ValueSetting& setting) {
  if (setting.element) value = longest_word(value);
  if (setting.scheme && value.size() >= 6 && !has_space(value)) return Refusal::kNone;
  if (value.size() < 8) return Refusal::kTooShort;
  if (has_space(value)) return Refusal::kHoldsBlank;
  if (value.starts_with("0x")) return Refusal::kHexNumber;
  const size_t digits = count_digits(value);
  if (setting.blank) {
    if (value.size() < 12) return Refusal::kTooShort;
    if (digits == 0 && are_random_letters(value)) return Refusal::kNone;
    if (digits < 2 && !(digits == 1 && is_random_word(value))) return Refusal::kFewDigits;
    if (!has_letter(value)) return value.size() >= 20 && shannon_entropy(value) >= 2 ? Refusal::kNone : Refusal::kNoLetter;
    return shannon_entropy(value) >= kMinValueEntropy ? Refusal::kNone : Refusal::kLowEntropy;
  }
  if (digits == value.size() && value.size() < 16) return Refusal::kShortNumber;
  if (digits > 0) return Refusal::kNone;
  if (value.size() < 16) return is_random_word(value) ? Refusal::kNone : Refusal::kNoDigit;
  return shannon_entropy(value) >= kMinValueEntropy ? Refusal::kNone : Refusal::kLowEntropy;
}

Refusal refuse_key(std::string_view value, const ValueSetting& setting) {
  if (value.size() < 16) return !setting.blank && is_short_key(value) ? Refusal::kNone : Refusal::kTooShort;
  if (value.size() > 200) return Refusal::kTooLong;
  if (has_space(value)) return Refusal::kHoldsBlank;
  if (setting.blank && value.size() < 20) return Refusal::kTooShort;
  if (setting.blank && setting.bare_key && is_uuid(value)) return Refusal::kUuid;
  if (is_uuid(value)) return shannon_entropy(value) >= 2 ? Refusal::kNone : Refusal::kLowEntropy;
  if (count_digits(value) == 0) return value.find(':') == std::string_view::npos && are_random_letters(value) ? Refusal::kNone : Refusal::kNoDigit;
  if (!has_letter(value)) return value.size() >= 20 && shannon_entropy(value) >= 2 ? Refusal::kNone : Refusal::kNoLetter;
  return shannon_entropy(value) >= kMinValueEntropy ? Refusal::kNone : Refusal::kLowEntropy;
}

}  // namespace

Refusal refuse_value(std::string_view line, Span span, const ValueSetting& setting) {
  const std::string_view value = line.substr(span.begin, span.size());
  // {"password": ...} inside quotes is a text with keys of its own; Token{4a5b is how programs print their objects.
  if (value.starts_with('{') || value.starts_with('[')) return is_existing_mask(value) ? Refusal::kMask : Refusal::kStructure;
  if (!setting.quoted && (value.starts_with("$(") || value.starts_with("<(") || value.starts_with('`'))) return Refusal::kSubstitution;
  if (setting.blank && !setting.quoted && value.find_first_of("=(:;,@") < value.size() - 2) return Refusal::kMessage;  // `auth msg=x(1)`
  if (is_url(value)) return Refusal::kUrl;  // what is secret in it, the URL rules find
  if (!setting.quoted && setting.tier != ContextTier::kPassword && names_object(value)) return Refusal::kBraces;
  if (const Refusal refusal = refuse_placeholder(value); refusal != Refusal::kNone) return refusal;
  if (!setting.quoted) {
    if (const Refusal refusal = refuse_code_or_path(value); refusal != Refusal::kNone) return refusal;
  }
  switch (setting.tier) {
    case ContextTier::kPassword: return refuse_password(line, span, setting);
    case ContextTier::kSecret: return refuse_token(value, setting);
    case ContextTier::kKey: return refuse_key(value, setting);
    case ContextTier::kUrl:
    case ContextTier::kVendor:
    case ContextTier::kPem: break;
  }
  return Refusal::kNoValue;  // not a tier that judges values
}

}  // namespace redactd
