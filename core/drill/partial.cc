#include "core/drill/partial.h"

#include <algorithm>

#include "core/base/bytes.h"

namespace redactd::drill {
namespace {

constexpr double kTellingBits = 23;
constexpr size_t kBehindPublicPrefix = 4;

template <typename Fits>
bool all(std::string_view text, Fits fits) {
  return std::all_of(text.begin(), text.end(), fits);
}

double bits_per_character(std::string_view secret) {
  if (all(secret, is_digit)) return 3.3;
  const bool lower_hex = all(secret, [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
  const bool upper_hex = all(secret, [](char c) { return is_digit(c) || (c >= 'A' && c <= 'F'); });
  if (lower_hex || upper_hex) return 4;
  if (all(secret, [](char c) { return is_lower(c) || is_digit(c); })) return 5.2;
  return 5.9;
}

// Letters of one case, or capitalised: such a piece stands in ordinary text, however long it is.
bool is_ordinary_word(std::string_view shown) {
  return all(shown, is_lower) || all(shown, is_upper) || (is_upper(shown.front()) && all(shown.substr(1), is_lower));
}

}  // namespace

PartialRanker::PartialRanker(std::string_view value, size_t public_prefix)
    : bits_per_character_(bits_per_character(value.substr(public_prefix))), has_public_prefix_(public_prefix > 0) {}

Rank PartialRanker::rank(std::string_view shown, bool begins, bool before, bool behind) const {
  if (shown.empty()) return Rank::kWeak;
  const bool behind_prefix = begins && has_public_prefix_ && shown.size() >= kBehindPublicPrefix;
  const bool telling = static_cast<double>(shown.size()) * bits_per_character_ >= kTellingBits && !is_ordinary_word(shown);
  // A piece that begins the value may go on in anything; one that ends it may have anything in front.
  const bool own_side = begins ? before : behind, cut_side = begins ? behind : before;
  if ((!behind_prefix && !telling) || own_side) return Rank::kWeak;
  return cut_side ? Rank::kLikely : Rank::kSure;
}

}  // namespace redactd::drill
