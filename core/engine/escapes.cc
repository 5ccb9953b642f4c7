#include "core/engine/escapes.h"

#include <algorithm>
#include <optional>

#include "core/base/bytes.h"

namespace redactd {
namespace {

constexpr size_t kLongestEscape = 6;

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

}  // namespace

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

}  // namespace redactd
