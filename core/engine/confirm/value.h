// Where a value begins and ends in the text around it: quotes, escapes, brackets, separators (design 4).
#pragma once

#include <optional>
#include <string_view>

#include "core/engine/confirm/candidate.h"

namespace redactd {

struct Value {
  Span span;             // the value's bytes, quotes left out
  bool quoted = false;
  bool closed = false;   // its end is certain: more bytes at the end of the line would not lengthen it
};

// Reads the value that begins at `at`, or behind the quote that stands there. `line_value`: the key began the line, so a
// bare value may hold what elsewhere would end it. Empty values give nullopt.
std::optional<Value> read_value(std::string_view line, size_t at, bool line_value);

// The text of an XML element, from `at` to its closing tag, blanks at its ends and Jenkins' braces ({AQAA...}) left out.
std::optional<Value> read_element(std::string_view line, size_t at);

}  // namespace redactd
