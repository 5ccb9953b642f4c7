#include "core/engine/value_check.h"

#include <algorithm>
#include <array>

#include "core/base/bytes.h"

namespace redactd {
namespace {

using std::string_view;

// Nobody writes a longer one; a value may be as long as its line, and is judged once for each keyword in it.
constexpr size_t kLongestStandInBytes = 512;

template <size_t N>
bool is_one_of(string_view value, const std::array<string_view, N>& words) {
  return std::any_of(words.begin(), words.end(), [&](string_view word) { return word.size() == value.size() && equals_caseless(value, word); });
}

// Words that people write where a secret belongs (compared as the whole value, caseless).
constexpr auto kStandIns = std::to_array<string_view>({
    "public", "private", "random",
    "password", "passwd", "passw", "pass", "pwd", "passphrase", "passcode", "pw", "secret", "secrets", "token", "tokens",
    "key", "apikey", "api_key", "api-key", "api_token", "access_token", "auth_token", "authtoken", "access-token", "credential",
    "credentials", "changeme", "change_me", "change-me", "changeit", "null", "nil", "none", "true", "false", "undefined",
    "unset", "empty", "default", "redacted", "filtered", "masked", "hidden", "removed", "omitted", "placeholder", "your_password",
    "yes", "no", "on", "off", "string", "todo", "tbd", "n/a", "example", "sample", "dummy", "mypassword", "mysecret",
    "my_password", "my-secret", "my_secret", "prompt", "ask",
    // Schemes of an Authorization header: what stands in front of a credential (or of its mask) is none itself.
    "bearer", "basic", "digest", "negotiate", "ntlm", "splunk", "hmac", "sso-key", "genie-key", "geniekey", "sharedkey",
    "x-sharedkey", "aws4-hmac-sha256"});

bool all_of(string_view text, bool (*test)(char)) { return std::all_of(text.begin(), text.end(), test); }

bool one_character(string_view value) {
  return std::all_of(value.begin(), value.end(), [&](char c) { return c == value[0]; });
}

bool enclosed(string_view value, string_view open, string_view close) {
  return value.size() >= open.size() + close.size() && value.starts_with(open) && value.ends_with(close);
}

bool is_name(string_view text) {
  return !text.empty() && !is_digit(text[0]) && all_of(text, is_word);
}

// $X, $1, ${X..}, $(..), `..`, %X%, $env:X, %(x)s, %s, !X!: whatever a shell or a template will put there.
bool is_reference(string_view value) {
  if (value[0] == '$') {
    const string_view rest = value.substr(1);
    if (rest.size() == 1 || is_name(rest) || all_of(rest, is_digit)) return true;
    if (enclosed(rest, "{", "}") || enclosed(rest, "(", ")")) return true;
    return rest.starts_with("env:") && is_name(rest.substr(4));
  }
  if (enclosed(value, "`", "`") && value.size() > 1) return true;
  if (enclosed(value, "%", "%") && value.size() > 2) return is_name(value.substr(1, value.size() - 2));
  if (enclosed(value, "%(", ")s") || value == "%s" || value == "%d" || value == "%v") return true;
  return enclosed(value, "#{", "}") || enclosed(value, "@{", "}") || enclosed(value, "{{", "}}") || enclosed(value, "<%", "%>");
}

// <x>, [x], {x}, (x) around words: <your token>, [hidden], {password}.
bool is_bracketed_words(string_view value) {
  const bool brackets = enclosed(value, "<", ">") || enclosed(value, "[", "]") || enclosed(value, "{", "}") ||
                        enclosed(value, "(", ")") || enclosed(value, "__", "__");
  if (!brackets) return false;
  if (value[0] == '<') return true;
  return std::all_of(value.begin() + 1, value.end() - 1,
                     [](char c) { return is_alpha(c) || c == '_' || c == '-' || c == ' ' || c == '.' || c == '*'; });
}

// your-api-key-here, YOUR_TOKEN, insert-token-here, xxxx-xxxx, ....
bool is_instruction(string_view value) {
  const std::string lower = lowercase(value);
  const auto words_only = [](char c) { return is_alpha(c) || c == '_' || c == '-' || c == ' ' || c == '.'; };
  if (std::all_of(lower.begin(), lower.end(), [](char c) { return c == 'x' || c == '-' || c == '*' || c == '.' || c == '_'; })) return true;
  if (!std::all_of(lower.begin(), lower.end(), words_only)) return false;
  constexpr std::array<string_view, 12> kOpenings = {"your-", "your_", "your ", "your.", "insert-", "insert_", "enter-", "enter_",
                                                     "replace-", "replace_", "put-your", "put_your"};
  for (string_view opening : kOpenings)
    if (lower.starts_with(opening)) return true;
  constexpr std::array<string_view, 4> kEndings = {"-here", "_here", " here", "_goes_here"};
  for (string_view ending : kEndings)
    if (lower.ends_with(ending)) return true;
  return lower.starts_with("yourpassword") || lower.starts_with("yourtoken") || lower.starts_with("yourapi") ||
         lower.starts_with("yoursecret") || lower.starts_with("yourkey");
}

bool is_path_byte(char c) {
  return is_word(c) || c == '.' || c == '/' || c == '-' || c == '~' || c == '@' || c == '%' || c == ':' || c == ',' || c == '\\' ||
         c == '+' || c == '*' || c == ' ';
}

// A part of a path that no one would name a directory: 16 bytes and more of mixed case with digits (base64 holds '/').
bool looks_random(string_view part) {
  const bool upper = std::any_of(part.begin(), part.end(), is_upper);
  const bool lower = std::any_of(part.begin(), part.end(), is_lower);
  const bool digit = std::any_of(part.begin(), part.end(), is_digit);
  if (part.find('+') != string_view::npos) return true;
  if (part.size() < 12 || !digit) return false;
  size_t changes = 0;
  for (size_t i = 1; i < part.size(); ++i) changes += is_digit(part[i]) != is_digit(part[i - 1]) ? 1 : 0;
  return (upper && lower) || (changes >= 6 && part.size() >= 20);
}

bool is_path(string_view value) {
  const bool absolute = value.size() > 1 && value[0] == '/' && (is_alnum(value[1]) || value[1] == '.' || value[1] == '_');
  const bool drive = value.size() > 2 && is_alpha(value[0]) && value[1] == ':' && (value[2] == '\\' || value[2] == '/');
  const bool relative = value.starts_with("./") || value.starts_with("../") || value.starts_with("~/");
  const bool share = value.size() > 2 && value[0] == '\\' && (is_alnum(value[1]) || value[1] == '\\');
  if (!(absolute || drive || relative || share) || !all_of(value, is_path_byte)) return false;
  if (value.back() == '=') return false;
  for (size_t begin = 0; begin < value.size();) {
    const size_t end = std::min(value.find_first_of("/\\", begin), value.size());
    if (looks_random(value.substr(begin, end - begin))) return false;
    begin = end + 1;
  }
  return true;
}

// scheme://host/..., without a user part and without a query that may carry something.
bool is_plain_url(string_view value) {
  const size_t colon = value.find("://");
  if (colon == string_view::npos || colon == 0) return false;
  const bool scheme = std::all_of(value.begin(), value.begin() + static_cast<std::ptrdiff_t>(colon),
                                  [](char c) { return is_alnum(c) || c == '+' || c == '-' || c == '.'; });
  return scheme && value.find_first_of("@?", colon) == string_view::npos;
}

size_t mask_length(string_view value) {
  constexpr string_view kOpening = "[REDACTED";
  if (!value.starts_with(kOpening)) return 0;
  size_t i = kOpening.size();
  if (i < value.size() && value[i] == '_') {
    const size_t label = ++i;
    while (i < value.size() && (is_upper(value[i]) || is_digit(value[i]) || value[i] == '_')) ++i;
    if (i == label || i - label > 32) return 0;
    if (i < value.size() && value[i] == ':') {
      const size_t print = ++i;
      while (i < value.size() && i - print < 8 && is_hex(value[i])) ++i;
      if (i - print != 8) return 0;
    }
  }
  return i < value.size() && value[i] == ']' ? i + 1 : 0;
}

bool is_dotted_number(string_view value) {
  if (value.starts_with("v") || value.starts_with("V")) value.remove_prefix(1);
  if (value.size() >= 20 && all_of(value, is_digit)) return false;  // no number that people write
  return !value.empty() && is_digit(value[0]) &&
         std::all_of(value.begin(), value.end(), [](char c) { return is_digit(c) || c == '.' || c == ',' || c == '_'; });
}

bool is_date(string_view value) {
  if (value.size() < 8 || !is_digit(value[0])) return false;
  const bool bytes = std::all_of(value.begin(), value.end(), [](char c) {
    return is_digit(c) || c == '-' || c == ':' || c == '/' || c == '.' || c == 'T' || c == 'Z' || c == '+';
  });
  const auto marks = std::count_if(value.begin(), value.end(), [](char c) { return c == '-' || c == ':' || c == '/'; });
  return bytes && marks >= 2;
}

bool is_duration(string_view value) {
  size_t i = 0;
  while (i < value.size() && (is_digit(value[i]) || value[i] == '.')) ++i;
  return i > 0 && i <= 12 && value.size() - i <= 3 && all_of(value.substr(i), is_alpha);
}

// name.ext with a short ending of letters, as in tokens.csv.
bool is_file_name(string_view value) {
  constexpr std::array<string_view, 34> kEndings = {
      ".txt", ".json", ".yaml", ".yml", ".csv", ".xml", ".toml", ".ini", ".conf", ".cfg", ".pem", ".key", ".crt", ".cer", ".p12", ".pfx",
      ".jks", ".env", ".log", ".md", ".py", ".js", ".ts", ".go", ".rs", ".rb", ".sh", ".sql", ".html", ".gz", ".zip", ".db", ".asc", ".gpg"};
  const bool bytes = std::all_of(value.begin(), value.end(), [](char c) { return is_word(c) || c == '.' || c == '-' || c == '/'; });
  return bytes && std::any_of(kEndings.begin(), kEndings.end(), [&](string_view ending) {
           return value.size() > ending.size() && equals_caseless(value.substr(value.size() - ending.size()), ending);
         });
}

// f(x), a.b.c, a->b, A::B, x[0]
bool is_code(string_view value) {
  if (value.empty() || !(is_alpha(value[0]) || value[0] == '_')) return false;
  size_t i = 0;
  size_t joins = 0;
  bool plain_names = true;
  while (i < value.size()) {
    const size_t begin = i;
    while (i < value.size() && is_word(value[i])) ++i;
    if (i == begin) return false;
    plain_names = plain_names && !looks_random(value.substr(begin, i - begin)) && !is_digit(value[begin]);
    if (i == value.size()) break;
    if (value[i] == '(' ) return value.find(')', i) != string_view::npos;
    if (value[i] == '[') return value.back() == ']' && plain_names;
    if (value.substr(i).starts_with("->") || value.substr(i).starts_with("::")) i += 2;
    else if (value[i] == '.') ++i;
    else return false;
    ++joins;
  }
  return joins >= 2 && plain_names;
}

}  // namespace

bool is_existing_mask(string_view value) {
  if (value.empty()) return false;
  return mask_length(value) > 0 || std::all_of(value.begin(), value.end(), [](char c) { return c == '*'; });
}

bool holds_existing_mask(string_view text) {
  for (size_t at = text.find("[REDACTED"); at != string_view::npos; at = text.find("[REDACTED", at + 1)) {
    if (mask_length(text.substr(at)) > 0) return true;
  }
  return false;
}

Refusal refuse_placeholder(string_view value) {
  if (value.empty()) return Refusal::kEmpty;
  if (one_character(value)) return Refusal::kOneCharacter;
  if (is_existing_mask(value)) return Refusal::kMask;
  if (value.size() > kLongestStandInBytes) return Refusal::kNone;
  if (is_reference(value)) return Refusal::kReference;
  if (is_bracketed_words(value)) return Refusal::kBracketedWords;
  if (is_one_of(value, kStandIns)) return Refusal::kStandInWord;
  if (is_instruction(value)) return Refusal::kInstruction;
  if (is_path(value)) return Refusal::kPath;
  return is_plain_url(value) ? Refusal::kPlainUrl : Refusal::kNone;
}

Refusal refuse_code_or_path(string_view value) {
  if (value.empty() || value.size() > kLongestStandInBytes) return Refusal::kNone;
  if (is_path(value)) return Refusal::kPath;
  if (is_dotted_number(value)) return Refusal::kNumber;
  if (is_date(value)) return Refusal::kDate;
  if (is_duration(value)) return Refusal::kDuration;
  if (is_file_name(value)) return Refusal::kFileName;
  return is_code(value) ? Refusal::kCode : Refusal::kNone;
}

}  // namespace redactd
