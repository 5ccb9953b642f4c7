#include "core/drill/encoders.h"

#include "core/base/bytes.h"

namespace redactd::drill {
namespace {

constexpr std::string_view kLowerDigits = "0123456789abcdef", kUpperDigits = "0123456789ABCDEF";

void add_unit_escape(SecretText& text, unsigned unit, bool upper) {
  text.add("\\u");
  text.add_hex(static_cast<unsigned char>(unit >> 8), upper);
  text.add_hex(static_cast<unsigned char>(unit & 0xff), upper);
}

void add_json_escape(SecretText& text, unsigned code_point, bool upper) {
  if (code_point < 0x10000) return add_unit_escape(text, code_point, upper);
  add_unit_escape(text, 0xd800 + ((code_point - 0x10000) >> 10), upper);
  add_unit_escape(text, 0xdc00 + ((code_point - 0x10000) & 0x3ff), upper);
}

// The short escapes of RFC 8259; 0: there is none.
char short_escape(char c) {
  constexpr std::string_view kRaw = "\"\\\b\f\n\r\t", kEscaped = "\"\\bfnrt";
  const size_t at = kRaw.find(c);
  return at == std::string_view::npos ? '\0' : kEscaped[at];
}

}  // namespace

void SecretText::add_hex(unsigned char value, bool upper) {
  const std::string_view digits = upper ? kUpperDigits : kLowerDigits;
  add(digits[value >> 4]);
  add(digits[value & 15]);
}

CodePoint code_point_at(std::string_view text, size_t at) {
  const unsigned first = byte(text[at]);
  const size_t size = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1;
  if (size == 1 || at + size > text.size() || !is_valid_utf8(text.substr(at, size))) return {first, 1};
  unsigned value = first & (0xffu >> (size + 1));
  for (size_t i = 1; i < size; ++i) value = (value << 6) | (byte(text[at + i]) & 0x3f);
  return {value, size};
}

SecretView encode_base64(std::string_view value, const Base64Alphabet& alphabet, size_t shift, SecretMemory& memory) {
  const Base64Span span = base64_span(shift, value.size());
  SecretText text(memory, span.end_own - span.first_own);
  for (size_t i = span.first_own; i < span.end_own; ++i) text.add(alphabet.characters[value_bits(value, shift, i).bits]);
  return text.view();
}

SecretView encode_hex(std::string_view value, bool upper, SecretMemory& memory) {
  SecretText text(memory, 2 * value.size());
  for (const char c : value) text.add_hex(byte(c), upper);
  return text.view();
}

SecretView encode_percent(std::string_view value, bool all, bool upper, SecretMemory& memory) {
  SecretText text(memory, 3 * value.size());
  for (const char c : value) {
    const bool unreserved = is_word(c) || c == '-' || c == '.' || c == '~';
    if (unreserved && !all) {
      text.add(c);
    } else {
      text.add('%');
      text.add_hex(byte(c), upper);
    }
  }
  return text.view();
}

SecretView encode_json(std::string_view value, const JsonStyle& style, SecretMemory& memory) {
  SecretText text(memory, 6 * value.size());
  for (size_t at = 0; at < value.size();) {
    const CodePoint point = code_point_at(value, at);
    const char c = value[at];
    const char escape = short_escape(c);
    if (style.all || (style.ascii && point.value >= 0x7f)) {
      add_json_escape(text, point.value, style.upper);
    } else if (escape != '\0') {
      text.add('\\');
      text.add(escape);
    } else if (byte(c) < 0x20) {
      add_json_escape(text, byte(c), style.upper);
    } else if (c == '/' && style.slash) {
      text.add("\\/");
    } else {
      text.add(value.substr(at, point.size));
    }
    at += point.size;
  }
  return text.view();
}

SecretView encode_single_quoted(std::string_view value, SecretMemory& memory) {
  SecretText text(memory, 4 * value.size());
  for (const char c : value) {
    if (c == '\'') text.add("'\\'");
    text.add(c);
  }
  return text.view();
}

SecretView encode_backslashed(std::string_view value, SecretMemory& memory) {
  SecretText text(memory, 2 * value.size());
  for (const char c : value) {
    const bool plain = is_word(c) || byte(c) >= 0x80 || std::string_view("-.,/:@%+=").find(c) != std::string_view::npos;
    if (!plain) text.add('\\');
    text.add(c);
  }
  return text.view();
}

SecretView encode_utf16(std::string_view value, SecretMemory& memory) {
  SecretText text(memory, 2 * value.size());
  const auto add_unit = [&](unsigned unit, bool last) {
    text.add(static_cast<char>(unit & 0xff));
    if (!last || (unit >> 8) != 0) text.add(static_cast<char>(unit >> 8));
  };
  for (size_t at = 0; at < value.size();) {
    const CodePoint point = code_point_at(value, at);
    at += point.size;
    if (point.value < 0x10000) {
      add_unit(point.value, at >= value.size());
    } else {
      add_unit(0xd800 + ((point.value - 0x10000) >> 10), false);
      add_unit(0xdc00 + ((point.value - 0x10000) & 0x3ff), true);
    }
  }
  return text.view();
}

SecretView encode_zsh(std::string_view value, SecretMemory& memory) {
  SecretText text(memory, 2 * value.size());
  for (const char c : value) {
    if (byte(c) == 0 || (byte(c) >= 0x83 && byte(c) <= 0xa2)) {
      text.add(static_cast<char>(0x83));
      text.add(static_cast<char>(byte(c) ^ 0x20));
    } else {
      text.add(c);
    }
  }
  return text.view();
}

}  // namespace redactd::drill
