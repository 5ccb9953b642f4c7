#include "core/engine/argv/anchor.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/engine/confirm/edges.h"

namespace redactd {
namespace {

// A program's name ends the word, or goes on with Windows' ".exe".
bool ends_program(std::string_view text, size_t end) {
  if (end == text.size()) return true;
  if (text[end] == '.') return text.substr(end).starts_with(".exe") || text.substr(end).starts_with(".EXE");
  return !is_word(text[end]) && text[end] != '-';
}

bool is_in_flag(std::string_view text, size_t begin, size_t end) {
  const size_t earliest = end - std::min(end, kMaxBareFlagBytes);
  for (size_t at = begin + 1; at-- > earliest;) {
    if (text[at] == '-' && may_begin(text, at, false)) return true;
  }
  return false;
}

}  // namespace

bool stands_at(ArgvAnchor::Place place, std::string_view text, size_t begin, size_t end) {
  switch (place) {
    case ArgvAnchor::Place::kProgram: return may_begin(text, begin, false) && ends_program(text, end);
    case ArgvAnchor::Place::kProgramAndMore: return may_begin(text, begin, false);
    case ArgvAnchor::Place::kFlag: return is_in_flag(text, begin, end);
    case ArgvAnchor::Place::kAnywhere: break;
  }
  return true;
}

bool stands_in(const ArgvAnchor& anchor, std::string_view text) {
  const size_t size = anchor.literal.size();
  for (size_t at = text.find(anchor.literal); at != std::string_view::npos; at = text.find(anchor.literal, at + 1)) {
    if (stands_at(anchor.place, text, at, at + size)) return true;
  }
  return false;
}

}  // namespace redactd
