#include "client/shim/exec/typed_echo.h"

#include "core/base/bytes.h"
#include "core/terminal/visible.h"

namespace redactd::shim {
namespace {

// Control bytes are shown as something else, if at all.
std::string printable(std::string_view text, bool blanks) {
  std::string out;
  for (char c : text) {
    if ((byte(c) > ' ' || (blanks && c == ' ')) && byte(c) != 0x7f) out += c;
  }
  return out;
}

// Nothing visible, but the cursor moves or something is erased: what keys such as Backspace show. Colours alone are none: a program
// may change them inside a word.
bool moves_only(std::string_view shown) {
  if (shown.find_first_of("\b\a") != std::string_view::npos) return true;
  for (size_t at = shown.find("\x1b["); at != std::string_view::npos; at = shown.find("\x1b[", at + 2)) {
    size_t end = shown.find_first_of("@ABCDEFGHIJKLMPSTXZdfhlmr", at + 2);
    if (end != std::string_view::npos && shown[end] != 'm') return true;
  }
  return false;
}

}  // namespace

TypedEcho::~TypedEcho() { wipe(recent_); }

void TypedEcho::typed(std::string_view keys, uint64_t now_ms) {
  const size_t begin = keys.rfind("\x1b[200~");
  const size_t end = keys.rfind("\x1b[201~");
  const bool pasted = pasting_ || begin != std::string_view::npos || end != std::string_view::npos;
  if (begin != std::string_view::npos) pasting_ = end == std::string_view::npos || end < begin;
  if (begin == std::string_view::npos && end != std::string_view::npos) pasting_ = false;
  // After Enter comes the output of a command.
  if (pasted || keys.size() > kTypedBytes || keys.find_first_of("\r\n") != std::string_view::npos) {
    wipe(recent_);
    any_ = false;
    return;
  }
  any_ = true;
  last_ms_ = now_ms;
  recent_ += printable(keys, true);
  if (recent_.size() > kRecentBytes) recent_.erase(0, recent_.size() - kRecentBytes);
}

bool TypedEcho::is_echo(std::string_view shown, uint64_t now_ms) {
  if (!any_ || now_ms - last_ms_ > kEchoMs || shown.size() > kShownBytes) return false;
  VisibleText seen;
  make_visible(shown, seen);
  std::string text = printable(seen.text, true);
  wipe(seen.text);
  if (text.empty()) return moves_only(shown);
  // A plain terminal shows the last key; a line editor may paint the whole word anew, and draw a blank as a movement.
  bool echo = recent_.find(text) != std::string::npos;
  if (!echo) {
    std::string letters = printable(text, false);
    std::string keys = printable(recent_, false);
    echo = !letters.empty() && keys.find(letters) != std::string::npos;
    wipe(letters);
    wipe(keys);
  }
  wipe(text);
  return echo;
}

}  // namespace redactd::shim
