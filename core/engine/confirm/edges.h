// May a finding begin or end here? The engine's decision, not the pattern's (design 4, "Edges").
#pragma once

#include <string_view>

#include "core/base/bytes.h"

namespace redactd {

// True if the bytes before `at` end an escape that stands for one byte: \n and its kin, \xXX, \uXXXX, %XX, ESC[..m.
bool follows_escape(std::string_view text, size_t at);

// A finding may begin at `at`: start of text, after a byte that is not alphanumeric (nor '_' if `word`), or after an escape.
inline bool may_begin(std::string_view text, size_t at, bool word) {
  if (at == 0) return true;
  const char before = text[at - 1];
  if (!(word ? is_word(before) : is_alnum(before))) return true;
  return follows_escape(text, at);
}

// A finding may end before `end`: the next byte does not carry the token on.
inline bool may_end(std::string_view text, size_t end) {
  return end == text.size() || !is_word(text[end]);
}

}  // namespace redactd
