// The reading end of parse_foreign_pattern(): where it stands, and what one escape or one class means.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace redactd {

struct PatternFlags {
  bool caseless = false;
  bool dot_all = false;
  bool extended = false;
  bool swap_greed = false;
};

struct PatternCursor {
  std::string_view text;
  bool vectorscan = false;
  size_t at = 0;
  PatternFlags flags = {};
  bool spans_lines = false;
  bool unicode = false;
  std::optional<Error> error = {};

  bool more() const { return at < text.size(); }
  bool take(std::string_view wanted);
  // Under (?x), blanks and comments; (?#..) always.
  void skip_blanks();
  // The first error counts; the cursor goes to the end.
  void fail(const char* code, std::string what);
};

// What stands for one place in the text.
struct PatternAtom {
  enum class Kind { kSet, kText, kEdge } kind = Kind::kSet;
  ByteSet set;
  std::string text;  // kText: the UTF-8 of a character above 0x7f
  char edge = 'b';
};

// Behind a backslash. On an error the cursor has failed.
PatternAtom read_escape(PatternCursor& cursor, bool in_class);
// Behind "[".
ByteSet read_class(PatternCursor& cursor);

ByteSet byte_range(unsigned from, unsigned to);
ByteSet fold_case(ByteSet set);

}  // namespace redactd
