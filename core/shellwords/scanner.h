// Where quotes, escapes and substitutions end: what the splitter and the cooked word share. Internal to core/shellwords.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/shellwords/shellwords.h"

namespace redactd {

enum class PieceKind : uint8_t {
  kText,          // one byte that stands for itself
  kEscape,        // backslash and byte
  kContinuation,  // backslash and newline: nothing
  kSingle,        // '..'
  kDouble,        // ".." and $".."
  kAnsi,          // $'..'
  kSubstitution,  // $(..) `..` <(..)
  kParameter,     // ${..}
  kEnd,           // here the word ends
};

struct Piece {
  PieceKind kind;
  size_t begin;  // with its quotes
  size_t end;
  size_t inner_begin;  // without them
  size_t inner_end;
};

class ShellScanner {
 public:
  ShellScanner(std::string_view text, const ShellRange& range);

  // The piece of a word that begins at `at`; `word` is where the word begins. kEnd at a blank or an operator.
  Piece piece(size_t at, size_t word) const;

  // A double quote, or the backslashes of one, at `at`: the length of a delimiter there, 0 if it is none.
  size_t quote_length(size_t at) const;
  // At escapes > 0: the length of an escaped control such as \n at `at` (the letter goes to `letter`), else 0.
  size_t escaped_control(size_t at, char& letter) const;

  // The first byte at or behind `at` that is not simply a byte of a word: a break, a quote, a backslash, `$`, a backtick.
  size_t skip_plain(size_t at) const;

  size_t end() const { return end_; }
  int escapes() const { return escapes_; }
  char at(size_t i) const { return i < end_ ? text_[i] : '\0'; }

 private:
  struct Backslashes {
    bool delimiter;    // they belong to a quote that opens or closes
    size_t delimiter_begin;
    size_t after;
  };
  Backslashes backslashes(size_t at) const;
  Piece escape(size_t at) const;
  Piece quoted(size_t at, size_t word) const;
  Piece dollar(size_t at) const;
  bool is_apostrophe(size_t at, size_t word) const;
  bool may_open(size_t at, size_t word) const;
  Piece enclosed(PieceKind kind, size_t begin, size_t inner, size_t close, size_t close_length) const;

  // The offset of what closes, or end_ if nothing does.
  size_t find_single(size_t from) const;
  size_t find_double(size_t from, int depth, size_t& length) const;
  size_t find_ansi(size_t from) const;
  size_t find_backtick(size_t from) const;
  size_t find_bracket(size_t from, char open, char close, int depth, size_t limit = std::string_view::npos) const;

  std::string_view text_;
  size_t end_;
  int escapes_;
  size_t needed_;  // backslashes before a double quote of this level: 0, 1, 3, 7
};

// Bytes that end an unquoted word.
bool is_shell_break(char c);

}  // namespace redactd
