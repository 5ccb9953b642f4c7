#include "core/engine/confirm/edges.h"

namespace redactd {
namespace {

bool hex_run(std::string_view text, size_t at, size_t n) {
  for (size_t i = at - n; i < at; ++i) {
    if (!is_hex(text[i])) return false;
  }
  return true;
}

// "ESC [ digits ; digits m": the colour codes (ECMA-48 SGR).
bool follows_colour(std::string_view text, size_t at) {
  if (text[at - 1] != 'm') return false;
  size_t i = at - 1;
  while (i > 0 && (is_digit(text[i - 1]) || text[i - 1] == ';') && at - i < 24) --i;
  return i >= 2 && text[i - 1] == '[' && text[i - 2] == '\x1b';
}

}  // namespace

bool follows_escape(std::string_view text, size_t at) {
  if (at >= 2 && text[at - 2] == '\\' && std::string_view("0abefnrtv").find(text[at - 1]) != std::string_view::npos) return true;
  if (at >= 3 && text[at - 3] == '%' && hex_run(text, at, 2)) return true;
  if (at >= 4 && text[at - 4] == '\\' && text[at - 3] == 'x' && hex_run(text, at, 2)) return true;
  if (at >= 6 && text[at - 6] == '\\' && text[at - 5] == 'u' && hex_run(text, at, 4)) return true;
  // rsyslog writes control characters as '#' and three octal digits.
  if (at >= 4 && text[at - 4] == '#' && is_digit(text[at - 3]) && is_digit(text[at - 2]) && is_digit(text[at - 1])) return true;
  return follows_colour(text, at);
}

}  // namespace redactd
