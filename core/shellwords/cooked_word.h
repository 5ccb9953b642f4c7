// A word as its program would get it (quotes and escapes removed, nothing expanded), with the way back to the raw bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/shellwords/shellwords.h"

namespace redactd {

enum class ShellQuote : uint8_t { kNone, kSingle, kDouble, kAnsi };

// Reusable; a plain word is not copied, so the text must outlive the use.
class CookedWord {
 public:
  // Reads `token` of `words`, which split_shell() made from `text`.
  void read(std::string_view text, const ShellWords& words, const ShellToken& token);

  std::string_view bytes() const { return plain_ ? raw_ : std::string_view(cooked_); }

  // How the byte at `index` is quoted. `$` is a variable only outside kSingle and kAnsi.
  ShellQuote quote_at(size_t index) const;

  // Appends the raw bytes of cooked bytes [from, to), at least one, as ranges that hold no delimiter of a quote where that can
  // be: one range inside one quoted part; else, if `from` is the first of its part, one over all parts with their quotes;
  // else one for each part. Masking a range leaves the quotes of the line balanced.
  void raw_ranges(size_t from, size_t to, std::vector<std::pair<size_t, size_t>>& ranges) const;

 private:
  struct Part {
    size_t first;  // its first cooked byte
    size_t begin;  // raw, with the quotes
    size_t end;
    ShellQuote quote;
  };
  struct RawBytes {
    uint32_t begin;
    uint32_t end;
  };
  void open_part(ShellQuote quote, size_t begin, size_t end);
  void put(char c, size_t begin, size_t end);
  void read_double(size_t begin, size_t end, int escapes);
  size_t part_of(size_t index) const;

  bool plain_ = true;
  size_t raw_begin_ = 0;
  std::string_view raw_;
  std::string_view text_;
  std::string cooked_;
  std::vector<RawBytes> at_;
  std::vector<Part> parts_;
};

}  // namespace redactd
