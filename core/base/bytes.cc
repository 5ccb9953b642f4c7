#include "core/base/bytes.h"

#include <array>
#include <cmath>
#include <cstring>

namespace redactd {
namespace {

constexpr char kHex[] = "0123456789abcdef";

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const char low = to_lower(c);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

// Length of the valid UTF-8 sequence at the start of `s` (RFC 3629: no overlong forms, no surrogates), or 0.
size_t utf8_sequence(std::string_view s) {
  const unsigned char lead = byte(s[0]);
  if (lead < 0x80) return 1;
  const size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || s.size() < length) return 0;
  for (size_t i = 1; i < length; ++i) {
    if ((byte(s[i]) & 0xc0) != 0x80) return 0;
  }
  const unsigned char second = byte(s[1]);
  if ((lead == 0xe0 && second < 0xa0) || (lead == 0xed && second > 0x9f)) return 0;
  if ((lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f)) return 0;
  return length;
}

void append_escape(std::string& out, unsigned char c) {
  out += "\\x";
  out += kHex[c >> 4];
  out += kHex[c & 15];
}

// U+0080-009F (C1) and the bidirectional controls of UAX #9: U+200E/F, U+202A-E, U+2066-9; also U+2028/9.
bool is_dangerous_sequence(std::string_view s) {
  if (s.size() == 2) return byte(s[0]) == 0xc2 && byte(s[1]) < 0xa0;
  if (s.size() != 3 || byte(s[0]) != 0xe2) return false;
  const unsigned char b = byte(s[1]), c = byte(s[2]);
  if (b == 0x80) return c == 0x8e || c == 0x8f || (c >= 0xa8 && c <= 0xae);
  return b == 0x81 && c >= 0xa6 && c <= 0xa9;
}

}  // namespace

std::optional<ByteSet> parse_alphabet(std::string_view text) {
  ByteSet set;
  size_t i = 0;
  auto next = [&]() -> std::optional<unsigned char> {
    if (text[i] == '\\') {
      if (++i == text.size()) return std::nullopt;
    }
    return byte(text[i++]);
  };
  while (i < text.size()) {
    const auto first = next();
    if (!first) return std::nullopt;
    if (i + 1 < text.size() && text[i] == '-') {
      ++i;
      const auto last = next();
      if (!last || *last < *first) return std::nullopt;
      for (unsigned c = *first; c <= *last; ++c) set.set(c);
    } else {
      set.set(*first);
    }
  }
  return set;
}

std::string lowercase(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = to_lower(c);
  return out;
}

bool equals_caseless(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (to_lower(a[i]) != to_lower(b[i])) return false;
  }
  return true;
}

std::string percent_encode(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (char c : raw) {
    if (is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~') {
      out += c;
    } else {
      out += '%';
      out += "0123456789ABCDEF"[byte(c) >> 4];
      out += "0123456789ABCDEF"[byte(c) & 15];
    }
  }
  return out;
}

std::optional<std::string> percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    const int high = hex_value(text[i + 1]), low = hex_value(text[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

std::string base64_encode(std::string_view raw) {
  static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((raw.size() + 2) / 3 * 4);
  for (size_t i = 0; i < raw.size(); i += 3) {
    const size_t n = std::min<size_t>(3, raw.size() - i);
    unsigned group = 0;
    for (size_t k = 0; k < 3; ++k) group = group << 8 | (k < n ? byte(raw[i + k]) : 0u);
    for (size_t k = 0; k < 4; ++k) out += k <= n ? kDigits[group >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

std::string hex_encode(std::string_view raw) {
  std::string out;
  for (char c : raw) {
    out += kHex[byte(c) >> 4];
    out += kHex[byte(c) & 15];
  }
  return out;
}

bool is_valid_utf8(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const size_t n = utf8_sequence(text.substr(i));
    if (n == 0) return false;
    i += n;
  }
  return true;
}

std::string to_valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    const size_t n = utf8_sequence(text.substr(i));
    out += n == 0 ? std::string_view("\xef\xbf\xbd") : text.substr(i, n);
    i += n == 0 ? 1 : n;
  }
  return out;
}

std::string escape_for_terminal(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    const size_t n = utf8_sequence(text.substr(i));
    const std::string_view sequence = text.substr(i, n == 0 ? 1 : n);
    const unsigned char c = byte(sequence[0]);
    if (n == 0 || c < 0x20 || c == 0x7f || is_dangerous_sequence(sequence)) {
      for (char b : sequence) append_escape(out, byte(b));
    } else {
      out += sequence;
    }
    i += sequence.size();
  }
  return out;
}

void wipe(std::string& bytes) {
  if (!bytes.empty()) explicit_bzero(bytes.data(), bytes.size());
  bytes.clear();
}

double shannon_entropy(std::string_view text) {
  std::array<size_t, 256> counts{};
  for (char c : text) ++counts[byte(c)];
  double bits = 0;
  for (size_t count : counts) {
    if (count == 0) continue;
    const double p = static_cast<double>(count) / static_cast<double>(text.size());
    bits -= p * std::log2(p);
  }
  return bits;
}

}  // namespace redactd
