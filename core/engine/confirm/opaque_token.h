// Is a run of bytes a token that a machine made: not a word, a name, a version, a date, a path?
#pragma once

#include <string_view>

namespace redactd {

enum class OpaqueKind {
  kNone,     // reads as something else
  kMixed,    // letters and digits that no name has
  kLetters,  // letters only, and no words
  kDigits,   // 20 digits and more
  kHash,     // 32, 40, 56, 64, 96 or 128 hex digits: a key as well as a digest or an object's name
  kUuid,     // RFC 9562
};

// Judges the whole of `token`, a run without blanks and quotes. Placeholders, masks, paths, code and file names are kNone.
// Linear.
OpaqueKind opaque_kind(std::string_view token);

}  // namespace redactd
