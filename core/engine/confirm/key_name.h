// The name around a keyword: DB_PASSWORD, client-secret, apiKey. Decides whether it names a secret at all.
#pragma once

#include <optional>
#include <string_view>

#include "core/engine/confirm/candidate.h"

namespace redactd {

struct KeyName {
  size_t begin = 0;
  size_t end = 0;
  size_t value_begin = 0;  // not 0: the value is glued to the name by a dash
};

// `line` holds the keyword at `hit`. nullopt: the keyword is a part of another word (`monkey`, `compass`, `tokenizer`), or
// the name says that its value is about a secret and none itself (`password_file`, `token_ttl`, `public_key`, `key_id`).
std::optional<KeyName> read_key_name(std::string_view line, Span hit, ContextTier tier, LetGo* why = nullptr);

// `SECRET key VALUE`, `token is VALUE`, `password for bob was VALUE`: passes over such a word and its blanks. `stated` becomes
// true for "is" and "was": a sentence that tells the value.
size_t skip_joining_word(std::string_view line, size_t at, bool& stated);

}  // namespace redactd
