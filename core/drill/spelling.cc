#include "core/drill/spelling.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/drill/encoders.h"

namespace redactd::drill {
namespace {

constexpr size_t kMinBytes = 8;

// Takes a spelling unless it is short or stands there already. Equal bytes mean equal text: the first form names it.
void add(std::vector<Spelling>& spellings, Form form, Encoding encoding, SecretView bytes) {
  if (bytes.size() < kMinBytes) return;
  const bool known = std::any_of(spellings.begin(), spellings.end(),
                                 [&](const Spelling& other) { return constant_time_equals(other.bytes, bytes); });
  if (!known) spellings.push_back({form, encoding, bytes});
}

void add_base64(std::vector<Spelling>& spellings, std::string_view value, SecretMemory& memory) {
  constexpr Encoding kStandard[] = {Encoding::kBase64At0, Encoding::kBase64At1, Encoding::kBase64At2};
  constexpr Encoding kUrl[] = {Encoding::kBase64UrlAt0, Encoding::kBase64UrlAt1, Encoding::kBase64UrlAt2};
  for (size_t shift = 0; shift < 3; ++shift) {
    add(spellings, Form::kBase64, kStandard[shift], encode_base64(value, kBase64, shift, memory));
    add(spellings, Form::kBase64Url, kUrl[shift], encode_base64(value, kBase64Url, shift, memory));
  }
}

void add_json(std::vector<Spelling>& spellings, std::string_view value, SecretMemory& memory) {
  for (const bool upper : {false, true}) {
    for (const bool ascii : {false, true}) {
      add(spellings, Form::kJson, Encoding::kRaw, encode_json(value, {.ascii = ascii, .upper = upper}, memory));
      add(spellings, Form::kJson, Encoding::kRaw, encode_json(value, {.slash = true, .ascii = ascii, .upper = upper}, memory));
    }
    add(spellings, Form::kJson, Encoding::kRaw, encode_json(value, {.all = true, .upper = upper}, memory));
  }
}

}  // namespace

std::vector<Spelling> spellings_of(SecretView secret, SecretMemory& memory) {
  const std::string_view value = secret.expose();
  std::vector<Spelling> spellings;
  SecretText plain(memory, value.size());
  plain.add(value);
  add(spellings, Form::kPlain, Encoding::kRaw, plain.view());
  add_base64(spellings, value, memory);
  add(spellings, Form::kHex, Encoding::kHexLower, encode_hex(value, false, memory));
  add(spellings, Form::kHex, Encoding::kHexUpper, encode_hex(value, true, memory));
  for (const bool all : {false, true}) {
    for (const bool upper : {false, true}) {
      add(spellings, Form::kPercent, Encoding::kRaw, encode_percent(value, all, upper, memory));
    }
  }
  add_json(spellings, value, memory);
  add(spellings, Form::kShell, Encoding::kRaw, encode_single_quoted(value, memory));
  add(spellings, Form::kShell, Encoding::kRaw, encode_backslashed(value, memory));
  add(spellings, Form::kUtf16, Encoding::kUtf16, encode_utf16(value, memory));
  add(spellings, Form::kZsh, Encoding::kRaw, encode_zsh(value, memory));
  return spellings;
}

std::vector<SecretView> telling_lines(SecretView secret) {
  std::string_view rest = secret.expose();
  std::vector<SecretView> lines;
  if (rest.find('\n') == std::string_view::npos) return lines;
  const auto is_trimmed = [](char c) { return is_blank(c) || c == '\r'; };
  while (!rest.empty()) {
    const size_t newline = rest.find('\n');
    std::string_view line = rest.substr(0, newline);
    rest = newline == std::string_view::npos ? std::string_view() : rest.substr(newline + 1);
    while (!line.empty() && is_trimmed(line.front())) line.remove_prefix(1);
    while (!line.empty() && is_trimmed(line.back())) line.remove_suffix(1);
    const bool punctuation = line.find_first_not_of("{}[]\",: \t") == std::string_view::npos;
    const bool armour = line.starts_with("-----");  // of a PEM block: public
    if (line.size() >= kMinBytes && !punctuation && !armour) lines.push_back(SecretView(line));
  }
  return lines;
}

}  // namespace redactd::drill
