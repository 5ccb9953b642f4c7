// A command line as words, quotes, pipes and here-documents, with byte offsets, without running or expanding anything.
//
// Made for text that may be anything: a shell history, a log line that only mentions a command, JSON that quotes one, garbage.
// It never fails and never throws (but for lack of memory); it is linear in the text, and its recursion is bounded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace redactd {

enum class ShellTokenKind : uint8_t {
  kWord,
  kRedirectTarget,  // the word behind > < >> 2> &>
  kHereString,      // the word behind <<<
  kHereDocument,    // the body of a <<WORD whose lines are part of the text
  kPipe,            // | |&
  kSeparator,       // ; & && || ( ) newline: another command begins
};

// Bytes [begin, end) of the text, quotes included.
struct ShellToken {
  ShellTokenKind kind;
  bool plain;  // no quote and no escape: the bytes are what the program would get (before expansion)
  size_t begin;
  size_t end;
};

// A part of the text and how often the double quotes in it are escaped: 0 for a command line as typed, 1 for one inside a
// double-quoted (or JSON) string, where \" is the quote.
struct ShellRange {
  size_t begin;
  size_t end;
  int escapes = 0;
};

inline constexpr int kMaxShellEscapes = 3;

// What may hold a further command line: the inside of $(..), `..`, <(..) and of every quoted text with a blank in it.
struct ShellNested {
  ShellRange range;
  bool substitution;  // $(..), `..`, <(..); else a quoted text
};

struct ShellWords {
  ShellRange range{};
  std::vector<ShellToken> tokens;   // in the order of the text
  std::vector<ShellNested> nested;  // of this range only, not of what is nested in them
};

// Splits bytes [range.begin, range.end) of `text` (POSIX shell grammar 2.2 and 2.3, with bash's $'..' <<< <(..) |&).
// Tolerated: a quote that is never closed (the rest is one word; an apostrophe inside a word of letters is only that), `$(`
// without its end, and lists of quoted words as in JSON (["a", "b"] gives a and b). At the start, `> ` and `C:\x>` are prompts.
// Arguments with a NUL behind each, as the kernel keeps them, are words as they are.
// `out` is reused: what it held is dropped.
void split_shell(std::string_view text, const ShellRange& range, ShellWords& out);

}  // namespace redactd
