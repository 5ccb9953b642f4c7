// Is this value, taken as a whole, a secret at all? Shared by context, argv and regex rules.
#pragma once

#include <string_view>

#include "core/engine/refusal.h"

namespace redactd {

// True for what stands in place of a secret: empty, $X, ${X}, $(..), `..`, <x>, {{x}}, %x%, one character repeated,
// well-known words (changeme, null, true, none, password, ...), an existing mask, a path, a URL without credentials.
// Judged as a whole, never by a word inside it.
// The answer names the check that said so; kNone: it is no placeholder.
Refusal refuse_placeholder(std::string_view value);
inline bool is_placeholder(std::string_view value) { return refuse_placeholder(value) != Refusal::kNone; }

// True if the value is a mask of ours, or begins with one: [REDACTED], [REDACTED_X], [REDACTED_X:0123abcd], each
// possibly followed by '*', or only '*' (design 4, "Mask").
bool is_existing_mask(std::string_view value);

// True if a whole mask stands somewhere in the text. "[REDACTED" alone is none: it must not shield what follows.
bool holds_existing_mask(std::string_view text);

// Ordinary-looking: a hash word, code (call, member access), a date, a version, a number, a file name.
Refusal refuse_code_or_path(std::string_view value);
inline bool looks_like_code_or_path(std::string_view value) { return refuse_code_or_path(value) != Refusal::kNone; }

}  // namespace redactd
