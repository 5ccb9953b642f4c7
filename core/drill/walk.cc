#include "core/drill/walk.h"

#include "core/base/bytes.h"
#include "core/drill/encoders.h"

namespace redactd::drill {
namespace {

constexpr size_t kMostIndent = 64;
constexpr size_t kMostEscape = 256;

bool stands_at(std::string_view text, size_t at, std::string_view piece) { return text.substr(std::min(at, text.size()), piece.size()) == piece; }

size_t skip_indent(std::string_view text, size_t at) {
  const size_t most = at + kMostIndent;
  while (at < text.size() && at < most && is_blank(text[at])) ++at;
  return at;
}

// A line break at `at`, however it is written; 0: there is none.
size_t line_break_at(std::string_view text, size_t at) {
  for (const std::string_view piece : {"\n", "\r\n", "\\\n", "\\\r\n", "\\r\\n", "\\n"}) {
    if (stands_at(text, at, piece)) return skip_indent(text, at + piece.size()) - at;
  }
  return 0;
}

// A terminal escape at `at` (ECMA-48 sections 5.4 and 8.3.89): CSI, OSC, or two bytes; 0: there is none.
size_t escape_at(std::string_view text, size_t at) {
  if (at + 1 >= text.size() || text[at] != '\x1b') return 0;
  const size_t most = std::min(text.size(), at + kMostEscape);
  size_t end = at + 2;
  if (text[at + 1] == '[') {
    while (end < most && byte(text[end]) >= 0x20 && byte(text[end]) <= 0x3f) ++end;
    return end < most && byte(text[end]) >= 0x40 && byte(text[end]) <= 0x7e ? end + 1 - at : 0;
  }
  if (text[at + 1] == ']') {
    for (; end < most; ++end) {
      if (text[end] == '\a') return end + 1 - at;
      if (text[end] == '\x1b' && end + 1 < most && text[end + 1] == '\\') return end + 2 - at;
    }
    return 0;
  }
  return byte(text[at + 1]) >= 0x20 && byte(text[at + 1]) <= 0x7e ? 2 : 0;
}

// A newline of the value: as it is, with a carriage return or indentation, as \n, or as one blank.
size_t newline_at(std::string_view text, size_t at) {
  if (const size_t length = line_break_at(text, at); length != 0) return length;
  return stands_at(text, at, " ") ? 1 : 0;
}

class Walker {
 public:
  Walker(std::string_view text, size_t at, std::string_view value) : text_(text), value_(value), at_(at), part_begin_(at) {}

  Walk run() {
    while (walk_.fits < value_.size() && step()) {
    }
    walk_.end = at_;
    if (walk_.cut()) close_part();
    return std::move(walk_);
  }

 private:
  bool step() {
    if (at_ < text_.size() && text_[at_] == value_[walk_.fits]) {
      ++at_;
      ++walk_.fits;
      return true;
    }
    if (walk_.fits == 0) return false;
    if (value_[walk_.fits] == '\n') {
      const size_t length = newline_at(text_, at_);
      if (length == 0) return false;
      skip(length, walk_.folded);
      ++walk_.fits;
      return true;
    }
    if (const size_t length = escape_at(text_, at_); length != 0) return skip(length, walk_.coloured);
    if (const size_t length = line_break_at(text_, at_); length != 0) return skip(length, walk_.folded);
    return false;
  }

  bool skip(size_t length, bool& kind) {
    close_part();
    kind = true;
    at_ += length;
    part_begin_ = at_;
    return true;
  }

  void close_part() {
    if (at_ > part_begin_) walk_.parts.push_back({part_begin_, at_});
    part_begin_ = at_;
  }

  std::string_view text_, value_;
  size_t at_, part_begin_;
  Walk walk_;
};

std::optional<unsigned> hex_at(std::string_view text, size_t at, size_t digits) {
  if (at + digits > text.size()) return std::nullopt;
  unsigned value = 0;
  for (size_t i = 0; i < digits; ++i) {
    const char c = to_lower(text[at + i]);
    if (!is_hex(c)) return std::nullopt;
    value = value * 16 + static_cast<unsigned>(is_digit(c) ? c - '0' : c - 'a' + 10);
  }
  return value;
}

// \uXXXX, or two of them for what lies beyond the first plane: bytes of the text, 0 where it is not this code point.
size_t unit_escape_at(std::string_view text, size_t at, unsigned code_point) {
  const auto unit = [&](size_t where) { return stands_at(text, where, "\\u") ? hex_at(text, where + 2, 4) : std::nullopt; };
  if (code_point < 0x10000) return unit(at) == code_point ? 6 : 0;
  const bool pair = unit(at) == 0xd800 + ((code_point - 0x10000) >> 10) && unit(at + 6) == 0xdc00 + ((code_point - 0x10000) & 0x3ff);
  return pair ? 12 : 0;
}

char short_json_escape(char c) {
  constexpr std::string_view kEscaped = "\"\\/bfnrt", kRaw = "\"\\/\b\f\n\r\t";
  const size_t at = kEscaped.find(c);
  return at == std::string_view::npos ? '\0' : kRaw[at];
}

}  // namespace

Walk walk_plain(std::string_view text, size_t at, std::string_view value) { return Walker(text, at, value).run(); }

size_t common_prefix(std::string_view text, size_t at, std::string_view value) {
  size_t length = 0;
  while (length < value.size() && at + length < text.size() && text[at + length] == value[length]) ++length;
  return length;
}

std::optional<size_t> walk_percent(std::string_view text, size_t at, std::string_view value) {
  for (const char c : value) {
    if (at >= text.size()) return std::nullopt;
    if (text[at] == '%' && hex_at(text, at + 1, 2) == byte(c)) {
      at += 3;
    } else if (text[at] == c || (c == ' ' && text[at] == '+')) {
      ++at;
    } else {
      return std::nullopt;
    }
  }
  return at;
}

std::optional<size_t> walk_json(std::string_view text, size_t at, std::string_view value) {
  for (size_t i = 0; i < value.size();) {
    if (at >= text.size()) return std::nullopt;
    const CodePoint point = code_point_at(value, i);
    if (const size_t length = unit_escape_at(text, at, point.value); length != 0) {
      at += length;
      i += point.size;
    } else if (text[at] == '\\' && at + 1 < text.size() && short_json_escape(text[at + 1]) == value[i] && value[i] != '\0') {
      at += 2;
      ++i;
    } else if (text[at] == value[i]) {
      ++at;
      ++i;
    } else {
      return std::nullopt;
    }
  }
  return at;
}

std::optional<size_t> walk_shell(std::string_view text, size_t at, std::string_view value) {
  for (const char c : value) {
    if (at >= text.size()) return std::nullopt;
    if (c == '\'' && (stands_at(text, at, "'\\''") || stands_at(text, at, "'\"'\"'"))) {
      at += text[at + 1] == '\\' ? 4 : 5;
    } else if (text[at] == '\\' && at + 1 < text.size() && text[at + 1] == c) {
      at += 2;
    } else if (text[at] == c) {
      ++at;
    } else {
      return std::nullopt;
    }
  }
  return at;
}

}  // namespace redactd::drill
