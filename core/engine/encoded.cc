#include "core/engine/encoded.h"

#include <algorithm>
#include <array>

#include "core/base/bytes.h"
#include "core/engine/find.h"

namespace redactd {
namespace {

constexpr size_t kMinRunBytes = 24;
constexpr size_t kLongestEscape = 6;
constexpr size_t kProbeBytes = 24;  // decoded bytes that tell text from other data

// 0 to 63, or 64 for a byte of neither alphabet.
constexpr std::array<uint8_t, 256> make_digits() {
  std::array<uint8_t, 256> digits{};
  for (auto& digit : digits) digit = 64;
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (size_t i = 0; i < kAlphabet.size(); ++i) digits[static_cast<unsigned char>(kAlphabet[i])] = static_cast<uint8_t>(i);
  digits['-'] = 62;
  digits['_'] = 63;
  return digits;
}
constexpr auto kDigits = make_digits();

bool is_base64(char c) { return kDigits[byte(c)] < 64; }

void decode(std::string_view run, std::string& out) {
  uint32_t bits = 0;
  int count = 0;
  for (const char c : run) {
    bits = (bits << 6) | kDigits[byte(c)];
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>((bits >> count) & 0xff);
  }
}

bool is_text(std::string_view bytes) {
  const auto good = std::count_if(bytes.begin(), bytes.end(), [](char c) { return (byte(c) >= 0x20 && byte(c) < 0x7f) || c == '\n' || c == '\t' || c == '\r'; });
  return static_cast<size_t>(good) * 20 >= bytes.size() * 19;
}

std::optional<char> hex_byte(std::string_view digits) {
  unsigned value = 0;
  for (const char c : digits) {
    if (!is_hex(c)) return std::nullopt;
    value = value * 16 + static_cast<unsigned>(is_digit(c) ? c - '0' : to_lower(c) - 'a' + 10);
  }
  if (value == 0 || value > 0x7f) return std::nullopt;
  return static_cast<char>(value);
}

struct Escape {
  char byte;
  size_t length;
};

std::optional<Escape> escape_at(std::string_view text, size_t at) {
  const auto digits = [&](size_t offset, size_t count) -> std::optional<Escape> {
    if (at + offset + count > text.size()) return std::nullopt;
    const auto value = hex_byte(text.substr(at + offset, count));
    return value ? std::optional<Escape>({*value, offset + count}) : std::nullopt;
  };
  if (text[at] == '%') return digits(1, 2);
  if (text[at] != '\\' || at + 1 == text.size()) return std::nullopt;
  switch (text[at + 1]) {
    case 'u': return digits(2, 4);
    case 'x': return digits(2, 2);
    case '/': return Escape{'/', 2};
    default: return std::nullopt;
  }
}

void collect_base64(const Snapshot& snapshot, Redactor::Impl& scratch, std::string_view text, const MaskOptions& options,
                    std::vector<Finding>& candidates) {
  std::string decoded;
  std::vector<Finding> inside;
  for (auto run = next_base64_run(text, 0); run; run = next_base64_run(text, run->end)) {
    if (!decode_base64_text(text.substr(run->begin, run->size()), decoded)) continue;
    inside.clear();
    collect_candidates(snapshot, scratch, decoded, options, nullptr, inside);
    for (const Finding& finding : inside) candidates.push_back({run->begin, run->end, finding.rule});
    wipe(decoded);
  }
}

void collect_escaped(const Snapshot& snapshot, Redactor::Impl& scratch, std::string_view text, Span line, const MaskOptions& options,
                     std::vector<Finding>& candidates) {
  UnescapedText view;
  unescape(text.substr(line.begin, line.size()), view);
  if (view.text.size() == line.size()) return;
  std::vector<Finding> inside;
  collect_candidates(snapshot, scratch, view.text, options, nullptr, inside);
  for (const Finding& finding : inside) {
    candidates.push_back({line.begin + view.raw_at[finding.begin], line.begin + view.raw_at[finding.end], finding.rule});
  }
  wipe(view.text);
}

}  // namespace

std::optional<Span> next_base64_run(std::string_view text, size_t from) {
  // A run that is long enough holds one of every kMinRunBytes bytes, whichever they are.
  for (size_t at = from + kMinRunBytes - 1; at < text.size(); at += kMinRunBytes) {
    if (!is_base64(text[at])) continue;
    size_t begin = at, end = at + 1;
    while (begin > from && is_base64(text[begin - 1])) --begin;
    while (end < text.size() && is_base64(text[end])) ++end;
    if (end - begin < kMinRunBytes) {
      at = end - 1;
      continue;
    }
    for (int padding = 0; padding < 2 && end < text.size() && text[end] == '='; ++padding) ++end;
    return Span{begin, end};
  }
  return std::nullopt;
}

bool decode_base64_text(std::string_view run, std::string& out) {
  while (!run.empty() && run.back() == '=') run.remove_suffix(1);
  out.clear();
  decode(run.substr(0, kProbeBytes / 3 * 4), out);
  out.erase(std::remove(out.begin(), out.end(), '\0'), out.end());
  if (out.size() < kProbeBytes / 2 - 1 || !is_text(out)) return false;
  out.clear();
  out.reserve(run.size() / 4 * 3 + 3);
  decode(run, out);
  out.erase(std::remove(out.begin(), out.end(), '\0'), out.end());
  if (is_text(out)) return true;
  wipe(out);
  return false;
}

bool holds_escapes(std::string_view text) {
  for (size_t at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1)) {
    if (escape_at(text, at)) return true;
  }
  for (size_t at = text.find('\\'); at != std::string_view::npos; at = text.find('\\', at + 1)) {
    if (escape_at(text, at)) return true;
  }
  return false;
}

void unescape(std::string_view raw, UnescapedText& out) {
  out.text.clear();
  out.raw_at.clear();
  for (size_t i = 0; i < raw.size();) {
    out.raw_at.push_back(static_cast<uint32_t>(i));
    const bool starts = raw[i] == '%' || raw[i] == '\\';
    const auto escape = starts ? escape_at(raw, i) : std::nullopt;
    if (!escape && raw[i] == '\\' && i + 1 < raw.size() && raw[i + 1] == '\\') {  // an escaped backslash begins no escape
      out.text += raw[i++];
      out.raw_at.push_back(static_cast<uint32_t>(i));
    }
    out.text += escape ? escape->byte : raw[i];
    i += escape ? escape->length : 1;
  }
  out.raw_at.push_back(static_cast<uint32_t>(raw.size()));
}

size_t unfinished_code(std::string_view raw) {
  for (size_t n = 1; n < kLongestEscape && n <= raw.size(); ++n) {
    const std::string_view tail = raw.substr(raw.size() - n);
    if (tail[0] == '%' && n < 3) return std::all_of(tail.begin() + 1, tail.end(), is_hex) ? n : 0;
    if (tail[0] != '\\') continue;
    if (n == 1) return 1;
    const size_t whole = tail[1] == 'u' ? 6 : tail[1] == 'x' ? 4 : 0;
    return n < whole && std::all_of(tail.begin() + 2, tail.end(), is_hex) ? n : 0;
  }
  return 0;
}

void collect_encoded(const Snapshot& snapshot, Redactor::Impl& scratch, std::string_view text, const MaskOptions& options,
                     std::vector<Finding>& candidates) {
  collect_base64(snapshot, scratch, text, options, candidates);
  if (!holds_escapes(text)) return;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    if (holds_escapes(text.substr(at, end - at))) collect_escaped(snapshot, scratch, text, {at, end}, options, candidates);
    at = end + 1;
  }
}

}  // namespace redactd
