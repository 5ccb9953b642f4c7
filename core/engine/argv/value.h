// Decides whether a part of a word is a secret, and turns it into spans of the text.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/engine/argv/command_line.h"
#include "core/engine/argv/table.h"

namespace redactd::argv {

// How much a value must look like a secret: the tool says that it is one; a flag of any tool is named for a password; ... for
// a secret, token or key (8 bytes and more with a digit, or 16 with entropy 3).
enum class Demand { kTold, kPassword, kSecret };

struct ValuePlace {
  const Word* word;
  size_t from = 0;              // the value begins at this byte of the word
  std::string_view after = {};  // ... or behind the first of this from there; not found: no value
  std::string_view until = {};  // and ends before the last of this behind it
  Demand demand = Demand::kTold;
};

// Appends the spans of the value at `place` unless it is empty, a placeholder, a variable or a mask. True if it did.
bool take_value(const CommandLine& line, const ValuePlace& place, uint32_t rule, std::vector<ArgvSpan>& out);

}  // namespace redactd::argv
