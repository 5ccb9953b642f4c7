#include "core/terminal/visible.h"

#include "core/base/bytes.h"

namespace redactd {
namespace {

constexpr char kEsc = '\x1b';

// ECMA-48 5.4: parameter bytes 0x30-3F, intermediate bytes 0x20-2F, one final byte 0x40-7E. `at` stands behind "ESC [".
// Returns the end of the sequence, or npos if it is unfinished. A byte that cannot belong to it ends it.
size_t csi_end(std::string_view raw, size_t at) {
  while (at < raw.size() && byte(raw[at]) >= 0x20 && byte(raw[at]) <= 0x3f) ++at;
  if (at == raw.size()) return std::string_view::npos;
  return byte(raw[at]) >= 0x40 && byte(raw[at]) <= 0x7e ? at + 1 : at;
}

// A control string (OSC, DCS, PM, APC) ends at BEL or ST (ESC \); a newline ends it too, or one ESC would hide a whole text.
size_t control_string_end(std::string_view raw, size_t at) {
  for (; at < raw.size(); ++at) {
    if (raw[at] == '\x07') return at + 1;
    if (raw[at] == '\n') return at;
    if (raw[at] == kEsc) {
      if (at + 1 == raw.size()) return std::string_view::npos;
      return raw[at + 1] == '\\' ? at + 2 : at;
    }
  }
  return std::string_view::npos;
}

// `at` stands on ESC. End of its sequence, npos if unfinished.
size_t escape_end(std::string_view raw, size_t at) {
  if (at + 1 == raw.size()) return std::string_view::npos;
  const char kind = raw[at + 1];
  if (kind == '[') return csi_end(raw, at + 2);
  if (kind == ']' || kind == 'P' || kind == '^' || kind == '_') return control_string_end(raw, at + 2);
  size_t end = at + 1;  // nF sequences: intermediate bytes, then a final one
  while (end < raw.size() && byte(raw[end]) >= 0x20 && byte(raw[end]) <= 0x2f) ++end;
  if (end == raw.size()) return std::string_view::npos;
  return byte(raw[end]) >= 0x30 && byte(raw[end]) <= 0x7e ? end + 1 : end;
}

}  // namespace

// memchr() four times is faster than any loop that looks at each byte once.
bool hides_bytes(std::string_view raw) {
  for (const char c : {kEsc, '\b', '\0'}) {
    if (raw.find(c) != std::string_view::npos) return true;
  }
  for (size_t at = raw.find('\r'); at != std::string_view::npos; at = raw.find('\r', at + 1)) {
    if (at + 1 < raw.size() && raw[at + 1] != '\n') return true;
  }
  return false;
}

void make_visible(std::string_view raw, VisibleText& out) {
  out.text.clear();
  out.raw_at.clear();
  for (size_t i = 0; i < raw.size();) {
    const char c = raw[i];
    if (c == kEsc) {
      const size_t end = escape_end(raw, i);
      i = end == std::string_view::npos ? raw.size() : end;
      continue;
    }
    if (c == '\b') {
      if (!out.text.empty() && out.text.back() != '\n') {
        out.text.pop_back();
        out.raw_at.pop_back();
      }
    } else if (c != '\0' && c != '\r') {
      out.text += c;
      out.raw_at.push_back(static_cast<uint32_t>(i));
    }
    ++i;
  }
}

size_t unfinished_escape(std::string_view raw) {
  const size_t esc = raw.rfind(kEsc);
  if (esc == std::string_view::npos || escape_end(raw, esc) != std::string_view::npos) return 0;
  return raw.size() - esc;
}

}  // namespace redactd
