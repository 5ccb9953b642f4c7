#include "client/shim/json_string.h"

#include <array>
#include <charconv>
#include <cstdint>

#include "core/base/bytes.h"

namespace redactd::shim {
namespace {

// The number of \uXXXX at `at` in `text`; nullopt where there is none.
std::optional<uint32_t> unit_at(std::string_view text, size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return std::nullopt;
  uint32_t unit = 0;
  auto [end, error] = std::from_chars(text.data() + at + 2, text.data() + at + 6, unit, 16);
  if (error != std::errc() || end != text.data() + at + 6) return std::nullopt;
  return unit;
}

bool is_high(uint32_t unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool is_low(uint32_t unit) { return unit >= 0xdc00 && unit < 0xe000; }

void append_utf8(uint32_t code, std::string& out) {
  if (code < 0x80) {
    out += static_cast<char>(code);
    return;
  }
  if (code < 0x800) {
    out += static_cast<char>(0xc0 | (code >> 6));
  } else {
    if (code < 0x10000) {
      out += static_cast<char>(0xe0 | (code >> 12));
    } else {
      out += static_cast<char>(0xf0 | (code >> 18));
      out += static_cast<char>(0x80 | ((code >> 12) & 0x3f));
    }
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
  }
  out += static_cast<char>(0x80 | (code & 0x3f));
}

// Bytes of the escape at `at`, its meaning appended.
size_t unescape_one(std::string_view inner, size_t at, std::string& out) {
  if (auto unit = unit_at(inner, at)) {
    auto second = is_high(*unit) ? unit_at(inner, at + 6) : std::nullopt;
    if (second && is_low(*second)) {
      append_utf8(0x10000 + ((*unit - 0xd800) << 10) + (*second - 0xdc00), out);
      return 12;
    }
    if (is_high(*unit) || is_low(*unit)) {
      out.append(inner.substr(at, 6));
    } else {
      append_utf8(*unit, out);
    }
    return 6;
  }
  static constexpr std::string_view kNames = "bfnrt";
  static constexpr std::string_view kMeanings = "\b\f\n\r\t";
  char c = at + 1 < inner.size() ? inner[at + 1] : '\\';
  size_t name = kNames.find(c);
  out += name == std::string_view::npos ? c : kMeanings[name];
  return 2;
}

}  // namespace

std::string json_unescape(std::string_view inner) {
  std::string out;
  for (size_t at = 0; at < inner.size();) {
    if (inner[at] == '\\') {
      at += unescape_one(inner, at, out);
    } else {
      out += inner[at++];
    }
  }
  return out;
}

std::string json_escape(std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte(c) < 0x20) {
      out += "\\u00";
      out += kHex[byte(c) >> 4];
      out += kHex[byte(c) & 15];
    } else {
      out += c;
    }
  }
  return out;
}

std::string rewrite_strings(std::string_view json, const std::function<std::optional<std::string>(std::string_view inner)>& change) {
  std::string out;
  size_t copied = 0;
  for (size_t at = json.find('"'); at != std::string_view::npos; at = json.find('"', at)) {
    size_t begin = ++at;
    while (at < json.size() && json[at] != '"') at += json[at] == '\\' ? 2 : 1;
    if (at >= json.size()) break;
    if (auto changed = change(json.substr(begin, at - begin))) {
      out.append(json.substr(copied, begin - copied)).append(*changed);
      copied = at;
    }
    ++at;
  }
  return out.append(json.substr(copied));
}

bool is_strict_text(std::string_view json) {
  if (!is_valid_utf8(json)) return false;
  for (size_t at = json.find('\\'); at != std::string_view::npos && at < json.size(); at = json.find('\\', at)) {
    auto unit = unit_at(json, at);
    if (!unit || (!is_high(*unit) && !is_low(*unit))) {
      at += 2;
      continue;
    }
    auto second = is_high(*unit) ? unit_at(json, at + 6) : std::nullopt;
    if (!second || !is_low(*second)) return false;
    at += 12;
  }
  return true;
}

}  // namespace redactd::shim
