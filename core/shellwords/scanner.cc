#include "core/shellwords/scanner.h"

#include <algorithm>
#include <array>

#include "core/base/bytes.h"

namespace redactd {
namespace {

constexpr int kMaxBracketDepth = 16;  // quotes inside $(..) inside quotes ...; deeper ones are plain text
constexpr size_t kMaxParameterBytes = 256;  // of ${..}: one that is never closed must not cost a look at all the rest

}  // namespace

bool is_shell_break(char c) {
  switch (c) {
    case '\0': case ' ': case '\t': case '\n': case '\r': case ';': case '&': case '|': case '(': case ')': case '<': case '>':
      return true;
    default:
      return false;
  }
}

size_t ShellScanner::skip_plain(size_t i) const {
  static constexpr auto kSpecial = [] {
    std::array<bool, 256> special{};
    for (char c : {'\0', ' ', '\t', '\n', '\r', ';', '&', '|', '(', ')', '<', '>', '\'', '"', '\\', '$', '`'}) special[static_cast<unsigned char>(c)] = true;
    return special;
  }();
  while (i < end_ && !kSpecial[byte(text_[i])]) ++i;
  return i;
}

ShellScanner::ShellScanner(std::string_view text, const ShellRange& range)
    : text_(text.substr(0, range.end)),
      end_(text_.size()),
      escapes_(std::clamp(range.escapes, 0, kMaxShellEscapes)),
      needed_((size_t{1} << escapes_) - 1) {}

// A run of backslashes and what follows it. Each level of escaping doubles them and adds one for the quote itself.
ShellScanner::Backslashes ShellScanner::backslashes(size_t at) const {
  size_t quote = at;
  while (quote < end_ && text_[quote] == '\\') ++quote;
  size_t run = quote - at;
  if (quote >= end_) return {false, quote, end_};
  if (text_[quote] != '"') return {false, quote, run % 2 == 1 ? quote + 1 : quote};
  size_t logical = run;
  for (int level = 0; level < escapes_ && logical % 2 == 1; ++level) logical = (logical - 1) / 2;
  const bool delimiter = logical % 2 == 0;
  return {delimiter, quote - std::min(run, needed_), quote + 1};
}

size_t ShellScanner::quote_length(size_t at) const {
  if (at >= end_ || (text_[at] != '"' && text_[at] != '\\')) return 0;
  if (text_[at] == '"') return 1;
  if (at + needed_ >= end_ || text_[at + needed_] != '"') return 0;
  return std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(at), text_.begin() + static_cast<std::ptrdiff_t>(at + needed_),
                     [](char c) { return c == '\\'; })
             ? needed_ + 1
             : 0;
}

size_t ShellScanner::escaped_control(size_t at, char& letter) const {
  if (escapes_ == 0) return 0;
  for (size_t i = 0; i < needed_; ++i)
    if (this->at(at + i) != '\\') return 0;
  letter = this->at(at + needed_);
  return letter == 'n' || letter == 'r' || letter == 't' ? needed_ + 1 : 0;
}

size_t ShellScanner::find_single(size_t from) const {
  const size_t found = text_.find('\'', from);
  return found < end_ ? found : end_;
}

size_t ShellScanner::find_double(size_t from, int depth, size_t& length) const {
  length = 0;
  for (size_t i = from; i < end_;) {
    const char c = text_[i];
    if (c == '"' || c == '\\') {
      const Backslashes run = backslashes(i);
      if (run.delimiter) {
        length = run.after - run.delimiter_begin;
        return run.delimiter_begin;
      }
      i = run.after;
    } else if (c == '$' && at(i + 1) == '(' && depth < kMaxBracketDepth) {
      const size_t close = find_bracket(i + 2, '(', ')', depth + 1);
      if (close >= end_) return end_;
      i = close + 1;
    } else {
      ++i;
    }
  }
  return end_;
}

size_t ShellScanner::find_ansi(size_t from) const {
  for (size_t i = from; i < end_; ++i) {
    if (text_[i] == '\\') ++i;
    else if (text_[i] == '\'') return i;
  }
  return end_;
}

size_t ShellScanner::find_backtick(size_t from) const {
  for (size_t i = from; i < end_; ++i) {
    if (text_[i] == '\\') ++i;
    else if (text_[i] == '`') return i;
  }
  return end_;
}

size_t ShellScanner::find_bracket(size_t from, char open, char close, int depth, size_t limit) const {
  size_t level = 1;
  for (size_t i = from; i < std::min(end_, limit);) {
    const char c = text_[i];
    if (c == open) {
      ++level;
      ++i;
    } else if (c == close) {
      if (--level == 0) return i;
      ++i;
    } else if (c == '\'') {
      i = std::min(find_single(i + 1) + 1, end_);
    } else if (quote_length(i) > 0 && depth < kMaxBracketDepth) {
      size_t length = 0;
      i = find_double(i + quote_length(i), depth + 1, length);
      if (i >= end_) return end_;
      i += length;
    } else if (c == '\\') {
      i = std::max(backslashes(i).after, i + 1);
    } else {
      ++i;
    }
  }
  return end_;
}

Piece ShellScanner::enclosed(PieceKind kind, size_t begin, size_t inner, size_t close, size_t close_length) const {
  const size_t inner_begin = std::min(inner, end_);
  const size_t inner_end = std::max(std::min(close, end_), inner_begin);
  return {kind, begin, std::min(inner_end + (close < end_ ? close_length : 0), end_), inner_begin, inner_end};
}

// "can't", "isn't": an apostrophe between letters of a word that has only letters so far.
bool ShellScanner::is_apostrophe(size_t i, size_t word) const {
  if (i == word || !is_alpha(at(i + 1)) || i - word > 16) return false;
  return std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(word), text_.begin() + static_cast<std::ptrdiff_t>(i), is_alpha);
}

// A quote that nothing closes opens the rest of the text at a word's start, behind a flag or behind `=`; elsewhere (5" disk)
// it is a byte like any other.
bool ShellScanner::may_open(size_t i, size_t word) const {
  if (i == word || text_[word] == '-' || !is_alnum(text_[i - 1])) return true;
  return text_.substr(word, i - word).find('=') != std::string_view::npos;
}

Piece ShellScanner::quoted(size_t i, size_t word) const {
  const Piece literal{PieceKind::kText, i, i + 1, i, i + 1};
  if (text_[i] == '\'') {
    if (is_apostrophe(i, word)) return literal;
    const size_t close = find_single(i + 1);
    if (close >= end_ && !may_open(i, word)) return literal;
    return enclosed(PieceKind::kSingle, i, i + 1, close, 1);
  }
  const size_t opening = quote_length(i);
  size_t length = 0;
  const size_t close = find_double(i + opening, 0, length);
  if (close >= end_ && !may_open(i, word)) return {PieceKind::kText, i, i + opening, i, i + opening};
  return enclosed(PieceKind::kDouble, i, i + opening, close, length);
}

Piece ShellScanner::dollar(size_t i) const {
  switch (at(i + 1)) {
    case '\'': return enclosed(PieceKind::kAnsi, i, i + 2, find_ansi(i + 2), 1);
    case '(': return enclosed(PieceKind::kSubstitution, i, i + 2, find_bracket(i + 2, '(', ')', 0), 1);
    case '{': {
      const size_t close = find_bracket(i + 2, '{', '}', 0, i + kMaxParameterBytes);
      if (close < end_ && at(close) == '}') return enclosed(PieceKind::kParameter, i, i + 2, close, 1);
      break;
    }
    case '"':
      if (escapes_ == 0) {
        size_t length = 0;
        const size_t close = find_double(i + 2, 0, length);
        if (close < end_) return enclosed(PieceKind::kDouble, i, i + 2, close, length);
      }
      break;
    default: break;
  }
  return {PieceKind::kText, i, i + 1, i, i + 1};
}

Piece ShellScanner::escape(size_t i) const {
  char letter = 0;
  if (escaped_control(i, letter) > 0) return {PieceKind::kEnd, i, i, i, i};
  if (escapes_ == 0 && at(i + 1) == '\n') return {PieceKind::kContinuation, i, i + 2, i, i};
  if (escapes_ == 0) return {PieceKind::kEscape, i, std::min(i + 2, end_), std::min(i + 1, end_), std::min(i + 2, end_)};
  const Backslashes run = backslashes(i);
  const size_t after = std::clamp(run.delimiter ? run.delimiter_begin : run.after, i + 1, end_);
  return {PieceKind::kEscape, i, after, after - 1, after};
}

Piece ShellScanner::piece(size_t i, size_t word) const {
  const Piece stop{PieceKind::kEnd, i, i, i, i};
  if (i >= end_) return stop;
  const char c = text_[i];
  if ((c == '<' || c == '>') && at(i + 1) == '(') return enclosed(PieceKind::kSubstitution, i, i + 2, find_bracket(i + 2, '(', ')', 0), 1);
  if (is_shell_break(c)) return stop;
  switch (c) {
    case '\'': return quoted(i, word);
    case '"': return quoted(i, word);
    case '\\': return quote_length(i) > 0 ? quoted(i, word) : escape(i);
    case '$': return dollar(i);
    case '`': {
      const size_t close = find_backtick(i + 1);
      if (close < end_) return enclosed(PieceKind::kSubstitution, i, i + 1, close, 1);
      break;
    }
    default: break;
  }
  return {PieceKind::kText, i, i + 1, i, i + 1};
}

}  // namespace redactd
