// Reads a value in a text that may cut it by line breaks and colours, or escape some of its characters.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "core/drill/match.h"

namespace redactd::drill {

struct Walk {
  size_t end = 0;                // in the text, behind the last character that fits
  size_t fits = 0;               // bytes of the value that fit
  bool folded = false, coloured = false;
  std::vector<Segment> parts;    // the value's own bytes; empty: all of it, in one piece

  bool cut() const { return folded || coloured; }
};

// The value's bytes as they are, from `at` on. Between two of them may stand: a line break with indentation behind it, also
// behind a backslash or written as \n; terminal escapes (ECMA-48). A newline of the value also fits a blank and a written \n.
Walk walk_plain(std::string_view text, size_t at, std::string_view value);

// How many bytes of the value stand at `at` as they are.
size_t common_prefix(std::string_view text, size_t at, std::string_view value);

// The whole value, each byte as it is or escaped: the offset behind it, or nothing.
std::optional<size_t> walk_percent(std::string_view text, size_t at, std::string_view value);  // %XX, + for a blank
std::optional<size_t> walk_json(std::string_view text, size_t at, std::string_view value);     // RFC 8259: \" \\ \/ \n \uXXXX
std::optional<size_t> walk_shell(std::string_view text, size_t at, std::string_view value);    // \c, '\'', '"'"'

}  // namespace redactd::drill
