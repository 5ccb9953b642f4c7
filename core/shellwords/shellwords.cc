#include "core/shellwords/shellwords.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/shellwords/scanner.h"

namespace redactd {
namespace {

constexpr size_t kShortestNestedBytes = 4;
constexpr size_t kMaxPromptBytes = 256;

class Splitter {
 public:
  Splitter(std::string_view text, const ShellRange& range, ShellWords& out)
      : text_(text.substr(0, range.end)), scan_(text, range), i_(range.begin), out_(out) {}

  void run() {
    if (separated_by_nul()) return words_between_nul();
    skip_prompt();
    while (i_ < scan_.end()) step();
  }

 private:
  // /proc/PID/cmdline and core dumps: arguments with a NUL behind each. One of them with a blank in front of the first NUL is text.
  bool separated_by_nul() const {
    const std::string_view range = text_.substr(i_);
    const size_t nul = range.find('\0');
    return nul != std::string_view::npos && nul > 0 && nul + 1 < range.size() && range.substr(0, nul).find_first_of(" \t\n\"'") == std::string_view::npos;
  }

  void words_between_nul() {
    while (i_ < scan_.end()) {
      const size_t stop = std::min(text_.find('\0', i_), scan_.end());
      if (stop > i_) out_.tokens.push_back({ShellTokenKind::kWord, true, i_, stop});
      if (stop - i_ >= kShortestNestedBytes && text_.substr(i_, stop - i_).find_first_of(" \t\n") != std::string_view::npos)
        out_.nested.push_back({{i_, stop, scan_.escapes()}, false});
      i_ = stop + 1;
    }
  }

  // "> ", "PS> ", "PS C:\Users\ann> ", "C:\Users\ann>".
  void skip_prompt() {
    size_t i = i_;
    while (is_blank(scan_.at(i))) ++i;
    if (scan_.at(i) == '>' && is_blank(scan_.at(i + 1))) {
      i_ = i + 1;
      return;
    }
    const bool power_shell = text_.compare(i, 3, "PS ") == 0 || text_.compare(i, 3, "PS>") == 0;
    if (power_shell) i += scan_.at(i + 2) == '>' ? 2 : 3;
    const bool drive = is_alpha(scan_.at(i)) && text_.compare(i + 1, 2, ":\\") == 0;
    if (!power_shell && !drive) return;
    const size_t end = text_.substr(0, std::min(scan_.end(), i + kMaxPromptBytes)).find_first_of(">\"'|&;<\n", i);
    if (end < scan_.end() && scan_.at(end) == '>') i_ = end + 1;
  }

  void step() {
    const char c = scan_.at(i_);
    char letter = 0;
    if (const size_t length = scan_.escaped_control(i_, letter); length > 0) {
      if (letter == 'n') token(ShellTokenKind::kSeparator, i_, i_ + length);
      i_ += length;
      return;
    }
    switch (c) {
      case '\0': case ' ': case '\t': case '\r': ++i_; return;
      case '\n': newline(); return;
      case ';': case '(': case ')': token(ShellTokenKind::kSeparator, i_, i_ + 1); ++i_; return;
      case '&': ampersand(); return;
      case '|': bar(); return;
      case '<': case '>':
        if (scan_.at(i_ + 1) != '(') return redirection();
        break;
      case '\\':
        if (scan_.escapes() == 0 && scan_.at(i_ + 1) == '\n') {
          i_ += 2;
          return;
        }
        break;
      case '\'':  // Command '['a', 'b']' returned: a list that is quoted itself
        if (scan_.at(i_ + 1) == '[' && scan_.at(i_ + 2) == '\'' && !in_quoted_list_) {
          in_quoted_list_ = true;
          token(ShellTokenKind::kSeparator, i_, i_ + 2);
          i_ += 2;
          return;
        }
        if (in_quoted_list_ && i_ > 0 && scan_.at(i_ - 1) == ']') {
          in_quoted_list_ = false;
          ++i_;
          return;
        }
        break;
      case '[': case '{': case ',': case ']': case '}':
        if (in_list(i_)) {
          ++i_;
          return;
        }
        break;
      default: break;
    }
    word();
  }

  // Punctuation of a list of quoted words, as in JSON: what stands before a quote.
  bool in_list(size_t i) const {
    const char next = scan_.at(i + 1);
    return next == '\'' || scan_.quote_length(i + 1) > 0;
  }

  void newline() {
    token(ShellTokenKind::kSeparator, i_, i_ + 1);
    ++i_;
    if (i_ <= documents_end_ && documents_line_ + 1 == i_) i_ = documents_end_;
  }

  void ampersand() {
    if (scan_.at(i_ + 1) == '>') {  // &> file
      i_ += scan_.at(i_ + 2) == '>' ? 3 : 2;
      pending_ = ShellTokenKind::kRedirectTarget;
      return;
    }
    const size_t length = scan_.at(i_ + 1) == '&' ? 2 : 1;
    token(ShellTokenKind::kSeparator, i_, i_ + length);
    i_ += length;
  }

  void bar() {
    const char next = scan_.at(i_ + 1);
    const size_t length = next == '|' || next == '&' ? 2 : 1;
    token(next == '|' ? ShellTokenKind::kSeparator : ShellTokenKind::kPipe, i_, i_ + length);
    i_ += length;
  }

  void redirection() {
    drop_descriptor();
    if (text_.compare(i_, 3, "<<<") == 0) {
      i_ += 3;
      pending_ = ShellTokenKind::kHereString;
    } else if (text_.compare(i_, 2, "<<") == 0) {
      i_ += scan_.at(i_ + 2) == '-' ? 3 : 2;
      here_document();
    } else {
      ++i_;
      while (scan_.at(i_) == '>' || scan_.at(i_) == '&' || scan_.at(i_) == '|') ++i_;
      pending_ = ShellTokenKind::kRedirectTarget;
    }
  }

  // The 2 of `2>file` is no word.
  void drop_descriptor() {
    if (out_.tokens.empty()) return;
    const ShellToken& last = out_.tokens.back();
    if (last.kind != ShellTokenKind::kWord || last.end != i_ || last.end - last.begin > 2) return;
    if (std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(last.begin), text_.begin() + static_cast<std::ptrdiff_t>(i_), is_digit))
      out_.tokens.pop_back();
  }

  // The body follows the line's end; several of them follow one another.
  void here_document() {
    while (is_blank(scan_.at(i_))) ++i_;
    size_t begin = i_;
    size_t end = i_;
    while (end < scan_.end() && !is_shell_break(text_[end])) ++end;
    i_ = end;
    while (begin < end && (text_[begin] == '\'' || text_[begin] == '"' || text_[begin] == '\\')) ++begin;
    while (end > begin && (text_[end - 1] == '\'' || text_[end - 1] == '"')) --end;
    const std::string_view terminator = text_.substr(begin, end - begin);
    if (terminator.empty()) return;
    if (documents_line_ == std::string_view::npos || documents_line_ < i_) {
      const size_t line = text_.find('\n', i_);
      documents_line_ = std::min(line, scan_.end());
      documents_end_ = std::min(documents_line_ + 1, scan_.end());
    }
    const size_t body = documents_end_;
    size_t line = body;
    while (line < scan_.end()) {
      const size_t stop = std::min(text_.find('\n', line), scan_.end());
      size_t first = line;
      while (first < stop && text_[first] == '\t') ++first;
      const bool closes = text_.substr(first, stop - first) == terminator;
      documents_end_ = std::min(stop + 1, scan_.end());
      if (closes) break;
      line = documents_end_;
    }
    if (line > body) token(ShellTokenKind::kHereDocument, body, line);
  }

  void word() {
    const size_t begin = i_;
    bool plain = true;
    for (;;) {
      i_ = scan_.skip_plain(i_);
      const Piece piece = scan_.piece(i_, begin);
      if (piece.kind == PieceKind::kEnd) break;
      i_ = std::max(piece.end, i_ + 1);
      if (piece.kind == PieceKind::kText) continue;
      plain = false;
      note_nested(piece);
      if (piece.kind != PieceKind::kSingle && piece.kind != PieceKind::kDouble) continue;
      if (const size_t closing = list_closing(i_); closing > 0) {
        finish(begin, plain);
        i_ += closing;
        return;
      }
      if (piece.begin == begin && ends_key(i_)) {
        ++i_;
        break;
      }
    }
    if (i_ == begin) ++i_;  // a byte that is no word's and no operator's: pass it
    else finish(begin, plain);
  }

  // `"a",` and `"a"]}`: the list's punctuation is not the word's.
  size_t list_closing(size_t i) const {
    const char c = scan_.at(i);
    return c == ',' || c == ']' || c == '}' ? 1 : 0;
  }

  // "cmdline":["vault"..: the colon ends a key's word.
  bool ends_key(size_t i) const {
    if (scan_.at(i) != ':') return false;
    const char next = scan_.at(i + 1);
    return next == '[' || next == '{' || scan_.quote_length(i + 1) > 0;
  }

  void finish(size_t begin, bool plain) {
    out_.tokens.push_back({pending_, plain, begin, i_});
    pending_ = ShellTokenKind::kWord;
  }

  void token(ShellTokenKind kind, size_t begin, size_t end) {
    out_.tokens.push_back({kind, true, begin, end});
    pending_ = ShellTokenKind::kWord;
  }

  void note_nested(const Piece& piece) {
    if (piece.inner_end - piece.inner_begin < kShortestNestedBytes) return;
    const ShellRange inner{piece.inner_begin, piece.inner_end, scan_.escapes()};
    if (piece.kind == PieceKind::kSubstitution) {
      out_.nested.push_back({inner, true});
      return;
    }
    if (piece.kind != PieceKind::kSingle && piece.kind != PieceKind::kDouble && piece.kind != PieceKind::kAnsi) return;
    if (text_.substr(inner.begin, inner.end - inner.begin).find_first_of(" \t\n\\") == std::string_view::npos) return;
    const int escapes = piece.kind == PieceKind::kDouble ? std::min(inner.escapes + 1, kMaxShellEscapes) : inner.escapes;
    out_.nested.push_back({{inner.begin, inner.end, escapes}, false});
  }

  std::string_view text_;
  ShellScanner scan_;
  size_t i_;
  ShellWords& out_;
  bool in_quoted_list_ = false;
  ShellTokenKind pending_ = ShellTokenKind::kWord;  // what the next word is
  size_t documents_line_ = std::string_view::npos;  // the newline behind which here-documents begin
  size_t documents_end_ = 0;                        // where the last of them ends
};

}  // namespace

void split_shell(std::string_view text, const ShellRange& range, ShellWords& out) {
  out.range = range;
  out.tokens.clear();
  out.nested.clear();
  Splitter(text, range, out).run();
}

}  // namespace redactd
