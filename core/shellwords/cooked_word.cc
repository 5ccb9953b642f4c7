#include "core/shellwords/cooked_word.h"

#include <algorithm>

#include "core/shellwords/scanner.h"

namespace redactd {

void CookedWord::read(std::string_view text, const ShellWords& words, const ShellToken& token) {
  text_ = text;
  plain_ = token.plain;
  raw_begin_ = token.begin;
  raw_ = text.substr(token.begin, token.end - token.begin);
  if (plain_) return;
  cooked_.clear();
  at_.clear();
  parts_.clear();
  const ShellScanner scan(text, words.range);
  for (size_t i = token.begin; i < token.end;) {
    const Piece piece = scan.piece(i, token.begin);
    if (piece.kind == PieceKind::kEnd) break;
    switch (piece.kind) {
      case PieceKind::kSingle:
        open_part(ShellQuote::kSingle, piece.begin, piece.end);
        for (size_t k = piece.inner_begin; k < piece.inner_end; ++k) put(text[k], k, k + 1);
        break;
      case PieceKind::kAnsi:
        open_part(ShellQuote::kAnsi, piece.begin, piece.end);
        for (size_t k = piece.inner_begin; k < piece.inner_end; ++k) {
          const size_t from = k;
          if (text[k] == '\\' && k + 1 < piece.inner_end) ++k;
          put(text[k], from, k + 1);
        }
        break;
      case PieceKind::kDouble:
        open_part(ShellQuote::kDouble, piece.begin, piece.end);
        read_double(piece.inner_begin, piece.inner_end, scan.escapes());
        break;
      case PieceKind::kContinuation: break;
      case PieceKind::kEscape:
        open_part(ShellQuote::kNone, piece.begin, piece.end);
        put(text[piece.end - 1], piece.begin, piece.end);
        break;
      default:
        open_part(ShellQuote::kNone, piece.begin, piece.end);
        for (size_t k = piece.begin; k < piece.end; ++k) put(text[k], k, k + 1);
    }
    i = std::max(piece.end, i + 1);
  }
}

// Inside double quotes a backslash quotes $ ` " \ and newline only (POSIX 2.2.3).
void CookedWord::read_double(size_t begin, size_t end, int escapes) {
  for (size_t k = begin; k < end; ++k) {
    const size_t from = k;
    if (text_[k] == '\\' && k + 1 < end) {
      const char next = text_[k + 1];
      if (escapes == 0 && next == '\n') {
        ++k;
        continue;
      }
      if (escapes > 0 || next == '$' || next == '`' || next == '"' || next == '\\') ++k;
    }
    put(text_[k], from, k + 1);
  }
}

void CookedWord::open_part(ShellQuote quote, size_t begin, size_t end) {
  if (quote == ShellQuote::kNone && !parts_.empty() && parts_.back().quote == ShellQuote::kNone) {
    parts_.back().end = end;
    return;
  }
  parts_.push_back({cooked_.size(), begin, end, quote});
}

void CookedWord::put(char c, size_t begin, size_t end) {
  cooked_.push_back(c);
  at_.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
}

// The part that holds cooked byte `index`: the last that begins at or before it.
size_t CookedWord::part_of(size_t index) const {
  const auto after = std::upper_bound(parts_.begin(), parts_.end(), index,
                                      [](size_t value, const Part& part) { return value < part.first; });
  return static_cast<size_t>(after - parts_.begin()) - 1;
}

ShellQuote CookedWord::quote_at(size_t index) const {
  return plain_ || index >= cooked_.size() ? ShellQuote::kNone : parts_[part_of(index)].quote;
}

void CookedWord::raw_ranges(size_t from, size_t to, std::vector<std::pair<size_t, size_t>>& ranges) const {
  to = std::min(to, bytes().size());
  if (from >= to) return;
  if (plain_) {
    ranges.emplace_back(raw_begin_ + from, raw_begin_ + to);
    return;
  }
  const size_t first = part_of(from);
  const size_t last = part_of(to - 1);
  if (first == last) {
    ranges.emplace_back(at_[from].begin, at_[to - 1].end);
    return;
  }
  const bool ends_its_part = last + 1 == parts_.size() ? to == cooked_.size() : to == parts_[last + 1].first;
  if (from == parts_[first].first && ends_its_part) {
    ranges.emplace_back(parts_[first].begin, parts_[last].end);
    return;
  }
  for (size_t part = first; part <= last; ++part) {
    const size_t begin = std::max(from, parts_[part].first);
    const size_t end = part + 1 < parts_.size() ? std::min(to, parts_[part + 1].first) : to;
    if (begin < end) ranges.emplace_back(at_[begin].begin, at_[end - 1].end);
  }
}

}  // namespace redactd
