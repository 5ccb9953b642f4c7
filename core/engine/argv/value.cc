#include "core/engine/argv/value.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/engine/value_check.h"

namespace redactd::argv {
namespace {

// A whole mask somewhere inside: what is around it was looked at when the mask was written.
bool holds_mask(std::string_view value) {
  for (size_t at = value.find("[REDACTED"); at != std::string_view::npos; at = value.find("[REDACTED", at + 1))
    if (is_existing_mask(value.substr(at))) return true;
  return false;
}

// $NAME, ${..}, $(..), `..` at the start. In single quotes only what plainly is a template: $PASSWORD, ${X}, $(x).
bool is_variable(std::string_view value, ShellQuote quote) {
  if (value[0] == '`' && quote != ShellQuote::kSingle && quote != ShellQuote::kAnsi) return true;
  if (value[0] != '$' || value.size() < 2) return false;
  const std::string_view name = value.substr(1);
  if (quote == ShellQuote::kNone || quote == ShellQuote::kDouble)
    return is_word(name[0]) || std::string_view("{(@*#?!'\"").find(name[0]) != std::string_view::npos;
  if (name[0] == '{' || name[0] == '(') return true;
  return std::all_of(name.begin(), name.end(), [](char c) { return is_upper(c) || is_digit(c) || c == '_'; });
}

// Rules for keys look into JSON; the whole of it is no secret.
bool is_json(std::string_view value) {
  return (value.starts_with("{") || value.starts_with("[")) && value.find("\":") != std::string_view::npos;
}

// db-password-2, my_secret: the name of a secret, words joined by - or _, and no secret.
bool is_name_of_words(std::string_view value) {
  bool joined = false;
  for (size_t begin = 0; begin <= value.size();) {
    const size_t end = std::min(value.find_first_of("-_", begin), value.size());
    const std::string_view part = value.substr(begin, end - begin);
    const bool letters = std::all_of(part.begin(), part.end(), is_lower) || std::all_of(part.begin(), part.end(), is_upper);
    const bool number = part.size() <= 4 && std::all_of(part.begin(), part.end(), is_digit);
    if (part.empty() || part.size() > 16 || !(letters || number)) return false;
    joined = joined || end < value.size();
    begin = end + 1;
  }
  return joined;
}

// Which check refuses the value; kNone: it meets the demand.
Refusal refuse_demand(Demand demand, std::string_view value) {
  if (demand == Demand::kTold) {  // tpm2_unseal -p pcr:sha256:0,7
    for (std::string_view source : {"env:", "file:", "pcr:", "session:"})
      if (value.starts_with(source)) return Refusal::kSourceOfValue;
    return Refusal::kNone;
  }
  for (std::string_view source : {"env:", "file:", "fd:", "stdin", "prompt:"})
    if (value.starts_with(source)) return Refusal::kSourceOfValue;
  if (const Refusal refusal = refuse_code_or_path(value); refusal != Refusal::kNone) return refusal;
  if (value.find("://") != std::string_view::npos) return Refusal::kUrl;
  const size_t equals = value.find('=');
  if (equals != std::string_view::npos && equals > 0 && equals + 2 < value.size() && std::all_of(value.begin(), value.begin() + static_cast<std::ptrdiff_t>(equals), is_alpha))
    return Refusal::kAssignment;  // id=npm,src=.npmrc
  if (demand == Demand::kPassword) return value.size() >= 3 ? Refusal::kNone : Refusal::kTooShort;
  const bool digit = std::any_of(value.begin(), value.end(), is_digit);
  const bool upper = std::any_of(value.begin(), value.end(), is_upper);
  if (value.size() < 8) return Refusal::kTooShort;
  if (is_name_of_words(value)) return Refusal::kNameOfWords;
  if (digit) return Refusal::kNone;
  if (!upper || value.size() < 16) return Refusal::kNoDigit;
  return shannon_entropy(value) >= 3.0 ? Refusal::kNone : Refusal::kLowEntropy;
}

}  // namespace

bool take_value(const CommandLine& line, const ValuePlace& place, uint32_t rule, std::vector<ArgvSpan>& out) {
  const auto refuse = [&](Refusal reason, size_t begin, size_t end) {
    line.note(rule, reason, *place.word, begin, end);
    return false;
  };
  const std::string_view bytes = place.word->bytes;
  size_t from = std::min(place.from, bytes.size());
  size_t to = bytes.size();
  if (!place.after.empty()) {
    const size_t found = bytes.find(place.after, from);
    if (found == std::string_view::npos || (place.after == "/" && found == from)) return refuse(Refusal::kSeparatorMissing, from, to);  // sqlplus / as sysdba
    from = found + place.after.size();
    if (bytes.substr(from).starts_with("//")) {  // scheme://user:X
      const size_t next = bytes.find(place.after, from);
      if (next == std::string_view::npos) return refuse(Refusal::kSeparatorMissing, from, to);
      from = next + place.after.size();
    }
  }
  if (!place.until.empty()) {
    const size_t found = bytes.rfind(place.until);
    if (found != std::string_view::npos && found > from) to = found;
  }
  if (place.demand == Demand::kPassword)  // openssl's and virt-customize's way to say that the password follows
    for (std::string_view source : {"pass:", "password:"})
      if (bytes.substr(from).starts_with(source)) from += source.size();
  if (place.demand == Demand::kPassword) {  // virt-sysprep --password ann:password:X
    const size_t found = bytes.find(":password:", from);
    if (found != std::string_view::npos && place.until.empty()) from = found + std::string_view(":password:").size();
  }
  if (place.demand != Demand::kTold) {  // act --secret NAME=X
    size_t name = from;
    while (name < to && (is_upper(bytes[name]) || is_digit(bytes[name]) || bytes[name] == '_')) ++name;
    if (name > from + 1 && name + 1 < to && bytes[name] == '=' && bytes[name + 1] != '=') from = name + 1;
  }
  if (to - from > 2 && from < to && bytes[from] == '"' && bytes[to - 1] == '"') {  // wpa_cli's quotes within the shell's
    ++from;
    --to;
  }
  if (from >= to) return refuse(Refusal::kEmpty, from, to);
  const std::string_view value = bytes.substr(from, to - from);
  if (holds_mask(value)) return refuse(Refusal::kMask, from, to);
  if (is_json(value)) return refuse(Refusal::kJson, from, to);
  if (value.starts_with("<(") || value.starts_with(">(")) return refuse(Refusal::kReference, from, to);
  if (value[0] == '$' || value[0] == '`') {
    const ShellQuote quote = line.quote_at(*place.word, from);
    if (is_variable(value, quote)) return refuse(Refusal::kReference, from, to);
    if (value.size() < 3) return refuse(Refusal::kTooShort, from, to);
  } else if (const Refusal placeholder = refuse_placeholder(value); placeholder != Refusal::kNone) {
    return refuse(placeholder, from, to);
  }
  if (const Refusal refusal = refuse_demand(place.demand, value); refusal != Refusal::kNone) return refuse(refusal, from, to);
  std::vector<std::pair<size_t, size_t>> ranges;
  line.raw_ranges(*place.word, from, to, ranges);
  for (const auto& [begin, end] : ranges) out.push_back({begin, end, rule});
  return !ranges.empty();
}

}  // namespace redactd::argv
