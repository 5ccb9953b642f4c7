// key = value, in whatever notation: the key's name tells that the value is a secret, the tier how much doubt is allowed.
#include <algorithm>
#include <array>
#include <string>

#include "core/base/limits.h"
#include "core/engine/confirm/auth_scheme.h"
#include "core/engine/confirm/candidate.h"
#include "core/engine/confirm/key_name.h"
#include "core/engine/confirm/secret_value.h"
#include "core/engine/confirm/value.h"

namespace redactd {
namespace {

constexpr size_t kMaxBlanks = 24;  // YAML and tables line their values up

size_t skip_blanks(std::string_view line, size_t at) {
  const size_t limit = std::min(line.size(), at + kMaxBlanks);
  while (at < limit) {
    if (is_blank(line[at])) ++at;
    else if (line[at] == '\\' && at + 1 < line.size() && line[at + 1] == 't') at += 2;  // a tab in quoted source code
    else break;
  }
  return at;
}

// What may stand between a key's name and its separator: a closing quote (escaped or not), bracket, type in brackets.
size_t skip_key_end(std::string_view line, size_t at) {
  size_t i = at;
  while (i < line.size() && line[i] == '\\') ++i;
  if (i < line.size() && (line[i] == '"' || line[i] == '\'' || line[i] == '`')) {
    at = i + 1;
  } else if (line.substr(at).starts_with("&quot;")) {
    at += 6;
  }
  if (at < line.size() && line[at] == ']') ++at;
  return at;
}

bool opens_quote(std::string_view line, size_t at) {
  return at < line.size() && std::string_view("\"'`\\").find(line[at]) != std::string_view::npos;
}

struct Separator {
  size_t end = 0;          // behind the separator and its blanks
  bool colon = false;      // prose uses it as well: be stricter
  bool blank = false;      // no sign at all between key and value
  bool xml = false;        // the value is an element's text
  bool stated = false;     // "is" stands between key and value
  bool ends_line = false;  // key, blanks, value, and nothing else on the line
};

std::optional<Separator> read_separator(std::string_view line, const KeyName& key) {
  const size_t key_end = skip_key_end(line, key.end);
  const bool key_quoted = key_end > key.end;
  const size_t at = skip_blanks(line, key_end);
  // Longest first. ',' joins quoted arguments: set("password", "x"). '>' closes an XML tag: <password>x<.
  static constexpr std::array<std::string_view, 15> kSigns = {"===", "!==", ":=", "=>", "==", "!=", "?=", "+=", "->", "=~", "=", ":", ",", ">", "("};
  for (const std::string_view sign : kSigns) {
    if (!line.substr(at).starts_with(sign)) continue;
    if (sign == "," && !key_quoted) return std::nullopt;
    if (sign == "(" && (at != key.end || !opens_quote(line, at + 1))) return std::nullopt;
    if (sign == ">" && (key.begin == 0 || (line[key.begin - 1] != '<' && line[key.begin - 1] != ':') || at != key.end)) return std::nullopt;
    if (sign == ":" && at + 2 < line.size() && line[at + 1] == '/' && line[at + 2] == '/') return std::nullopt;
    Separator separator;
    separator.end = at + sign.size();
    separator.colon = sign == ":";
    separator.xml = sign == ">";
    if (sign == ">" || sign == "(") return separator;
    separator.end = skip_blanks(line, separator.end);
    return separator;
  }
  // token - 'x': a dash between blanks, and a quote to tell it from a dash in prose.
  if (at > key_end && line.substr(at).starts_with("- ") && at + 2 < line.size() && (line[at + 2] == '\'' || line[at + 2] == '"')) {
    Separator dash;
    dash.end = at + 2;
    return dash;
  }
  if (at == key_end || key_quoted) return std::nullopt;
  Separator blank;
  blank.end = at;
  blank.blank = true;
  return blank;
}

// `password: str = "x"`, `"name": "DB_PASSWORD", "value": "x"`, `key="password" value="x"`: the value stands one step on.
size_t skip_to_real_value(std::string_view line, size_t at, const KeyName& key) {
  size_t i = at;
  while (i < line.size() && (is_word(line[i]) || line[i] == '.')) ++i;
  if (i > at) {
    const size_t sign = skip_blanks(line, i);
    if (sign > i && sign < line.size() && line[sign] == '=' && sign + 1 < line.size() && line[sign + 1] != '=') {
      return skip_blanks(line, sign + 1);
    }
  }
  if (key.end < line.size() && (line[key.end] == '"' || line[key.end] == '\'')) {
    for (const std::string_view name : {"\"value\"", "'value'", "value", "Value", "\"Value\""}) {
      if (!line.substr(at).starts_with(name)) continue;
      const size_t sign = skip_blanks(line, at + name.size());
      if (sign < line.size() && (line[sign] == '=' || line[sign] == ':')) return skip_blanks(line, sign + 1);
    }
  }
  return at;
}

// `key="password" value="x"`: the key's own quote is followed by a blank and the word value.
std::optional<size_t> value_attribute(std::string_view line, const KeyName& key) {
  const size_t key_end = skip_key_end(line, key.end);
  if (key_end == key.end) return std::nullopt;
  const size_t at = skip_blanks(line, key_end);
  if (at == key_end) return std::nullopt;
  const size_t value = skip_to_real_value(line, at, key);
  return value == at ? std::nullopt : std::optional<size_t>(value);
}

// Is the key the first thing on its line (but for `export` and the like)?
bool begins_line(std::string_view line, size_t key_begin) {
  std::string_view before = line.substr(0, key_begin);
  while (!before.empty() && is_blank(before.front())) before.remove_prefix(1);
  for (const std::string_view word : {"export ", "set ", "declare -x ", "ENV ", "ARG ", "- "}) {
    if (before == word) return true;
  }
  return before.empty();
}

bool only_blanks(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_blank(c) || c == '\r'; });
}

struct Place {
  Value value;
  Separator separator;
  KeyName key;
  bool scheme = false;  // an authentication scheme stood in front: what follows is a credential
};

// codatoken-987e6543-...: the value is glued to its name.
std::optional<Place> glued_value(std::string_view line, const KeyName& key) {
  const auto value = read_value(line, key.value_begin, false);
  if (!value) return std::nullopt;
  Separator none;
  none.end = key.value_begin;
  none.blank = true;
  return Place{*value, none, key};
}

// ${DB_PASSWORD:?must be set} asks for a variable; ${DB_PASSWORD:-x} carries a value.
bool asks_variable(std::string_view line, const KeyName& key) {
  if (key.begin < 2 || line.substr(key.begin - 2, 2) != "${") return false;
  const std::string_view after = line.substr(key.end);
  return !after.starts_with(":-") && !after.starts_with(":=");
}

// https://gitlab-ci-token:x@host: the user's name is no key; the URL rule knows where the value ends.
bool is_url_user(std::string_view line, const KeyName& key) {
  return key.begin >= 3 && line.substr(key.begin - 3, 3) == "://";
}

std::optional<Place> find_place(const CompiledRule& rule, std::string_view line, Span hit, LetGo* why = nullptr) {
  const auto key = read_key_name(line, hit, rule.spec().context.tier, why);
  if (!key) return std::nullopt;
  if (asks_variable(line, *key)) return let_go(why, Refusal::kAsksVariable);
  if (is_url_user(line, *key)) return let_go(why, Refusal::kUrlUser);
  if (key->value_begin != 0) return glued_value(line, *key);
  Separator separator;
  if (const auto attribute = value_attribute(line, *key)) {
    separator.end = *attribute;
  } else {
    const auto read = read_separator(line, *key);
    if (!read) return let_go(why, Refusal::kNoSeparator);
    separator = *read;
    if (!separator.blank) separator.end = skip_to_real_value(line, separator.end, *key);
  }
  if (separator.blank) separator.end = skip_joining_word(line, separator.end, separator.stated);
  // "Authorization": ["Bearer x", ...]
  if (separator.end < line.size() && line[separator.end] == '[' && opens_quote(line, separator.end + 1)) ++separator.end;
  const bool line_value = !separator.colon && !separator.blank && begins_line(line, key->begin);
  auto value = separator.xml ? read_element(line, separator.end) : read_value(line, separator.end, line_value);
  if (!value) return let_go(why, Refusal::kNoValue);
  separator.ends_line = separator.blank && begins_line(line, key->begin) && only_blanks(line.substr(value->span.end));
  const auto scheme = skip_auth_scheme(line, *value, line_value);
  if (scheme) value = scheme;
  return Place{*value, separator, *key, scheme.has_value()};
}

// auth=user:x and credentials=user:x name the user as well; it stays.
Span credential_of(std::string_view line, Span value, const KeyName& key, ContextTier tier) {
  if (tier != ContextTier::kKey && tier != ContextTier::kSecret) return value;
  const std::string name = lowercase(line.substr(key.begin, key.end - key.begin));
  if (name.find("auth") == std::string::npos && name.find("credential") == std::string::npos) return value;
  const std::string_view text = line.substr(value.begin, value.size());
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 32 || colon + 4 > text.size()) return value;
  if (!std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon), [](char c) { return is_word(c) || c == '-' || c == '.' || c == '@'; })) return value;
  return {value.begin + colon + 1, value.end};
}

}  // namespace

std::optional<Span> confirm_key_value(const CompiledRule& rule, const Line& line, Span hit, size_t& looked_at, LetGo* why) {
  const std::string_view view = line.view();
  const Span local{hit.begin - line.begin, hit.end - line.begin};
  const auto place = find_place(rule, view, local, why);
  if (!place) return std::nullopt;
  looked_at += place->value.span.size();
  const Span value = credential_of(view, place->value.span, place->key, rule.spec().context.tier);
  const ValueSetting setting{rule.spec().context.tier, place->value.quoted, place->separator.colon, place->separator.blank,
                             place->separator.xml, place->scheme, place->key.end - place->key.begin == 3, place->separator.stated, place->separator.ends_line};
  const Span found{line.begin + value.begin, line.begin + value.end};
  if (const Refusal refusal = refuse_value(view, value, setting); refusal != Refusal::kNone) return let_go(why, refusal, found);
  return found;
}

size_t unsettled_key_value(const CompiledRule& rule, const Line& line, Span hit, size_t& looked_at) {
  const std::string_view view = line.view();
  const auto place = find_place(rule, view, {hit.begin - line.begin, hit.end - line.begin});
  if (!place) return line.end;
  looked_at += place->value.span.size();
  if (place->value.closed) return line.end;
  return line.begin + place->value.span.begin;
}

}  // namespace redactd
