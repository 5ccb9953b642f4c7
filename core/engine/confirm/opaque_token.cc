#include "core/engine/confirm/opaque_token.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/engine/confirm/bigrams.h"
#include "core/engine/value_check.h"

namespace redactd {
namespace {

constexpr size_t kFewestBytes = 16;
constexpr size_t kFewestDigitsAlone = 20;
constexpr double kRareLetters = 4.2;  // letter_surprise() of few words

size_t count(std::string_view text, bool (*test)(char)) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), test));
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !is_hex(text[i])) return false;
  }
  return true;
}

bool is_hash(std::string_view text) {
  switch (text.size()) {
    case 32: case 40: case 56: case 64: case 96: case 128: return std::all_of(text.begin(), text.end(), is_hex);
    default: return false;
  }
}

// Letters and digits in one piece as no one names things: 12 bytes and more, and the digits stand at several places or the
// letters are no words.
bool is_tangled(std::string_view piece) {
  if (piece.size() < 12) return false;
  size_t digits = 0, changes = 0;
  for (size_t i = 0; i < piece.size(); ++i) {
    digits += is_digit(piece[i]) ? 1 : 0;
    changes += i > 0 && is_digit(piece[i]) != is_digit(piece[i - 1]) ? 1 : 0;
  }
  if (digits < 2 || digits == piece.size()) return false;
  if (changes >= 4 || (changes >= 2 && piece.size() >= 20)) return true;
  return piece.size() - digits >= 10 && letter_surprise(piece) >= kRareLetters;
}

// Joined by dashes, dots and the like: some piece is tangled, or there are three and more, each but one with a digit in it.
bool has_tangled_piece(std::string_view token) {
  size_t pieces = 0, with_digit = 0;
  for (size_t begin = 0; begin < token.size();) {
    size_t end = begin;
    while (end < token.size() && is_alnum(token[end])) ++end;
    const std::string_view piece = token.substr(begin, end - begin);
    if (is_tangled(piece)) return true;
    pieces += piece.empty() ? 0 : 1;
    with_digit += count(piece, is_digit) > 0 && count(piece, is_alpha) > 0 ? 1 : 0;
    begin = end + 1;
  }
  return pieces >= 3 && with_digit + (pieces >= 4 ? 1 : 0) >= pieces && token.size() >= 24;
}

}  // namespace

OpaqueKind opaque_kind(std::string_view token) {
  if (token.size() < kFewestBytes || token.size() > 512) return OpaqueKind::kNone;
  if (is_uuid(token)) return is_placeholder(token) || shannon_entropy(token) < 2 ? OpaqueKind::kNone : OpaqueKind::kUuid;
  if (is_placeholder(token)) return OpaqueKind::kNone;
  const size_t digits = count(token, is_digit), letters = count(token, is_alpha);
  if (digits == token.size()) return digits >= kFewestDigitsAlone && shannon_entropy(token) >= 2 ? OpaqueKind::kDigits : OpaqueKind::kNone;
  if (looks_like_code_or_path(token)) return OpaqueKind::kNone;
  if (is_hash(token)) return shannon_entropy(token) >= 2.5 ? OpaqueKind::kHash : OpaqueKind::kNone;
  if (letters == token.size()) return are_random_letters(token) ? OpaqueKind::kLetters : OpaqueKind::kNone;
  if (letters + digits < kFewestBytes || shannon_entropy(token) < 3) return OpaqueKind::kNone;
  return has_tangled_piece(token) ? OpaqueKind::kMixed : OpaqueKind::kNone;
}

}  // namespace redactd
