// Base64 at the level of bits: a value that stands somewhere inside a longer encoded text shares characters with its neighbours.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace redactd::drill {

struct Base64Alphabet {
  std::string_view characters;  // 64 of them
};
inline constexpr Base64Alphabet kBase64{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"};     // RFC 4648 section 4
inline constexpr Base64Alphabet kBase64Url{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"};  // section 5

// The six bits that a character stands for; nullopt: it is not of the alphabet.
std::optional<unsigned> sextet(const Base64Alphabet& alphabet, char c);

// A value of `size` bytes that starts `shift` bytes (0, 1, 2) into a group of three: characters of its group, counted from
// the group's first.
struct Base64Span {
  size_t first_touched;  // the first character that holds a bit of the value
  size_t first_own;      // ... that holds nothing else
  size_t end_own;
  size_t end_touched;
};
constexpr Base64Span base64_span(size_t shift, size_t size) {
  const size_t begin = 8 * shift, end = 8 * (shift + size);
  return {begin / 6, (begin + 5) / 6, end / 6, (end + 5) / 6};
}

// The six bits of character number `index` (of the group) that belong to the value, and which of them those are.
struct ValueBits {
  unsigned bits;
  unsigned mask;
};
ValueBits value_bits(std::string_view value, size_t shift, size_t index);

}  // namespace redactd::drill
