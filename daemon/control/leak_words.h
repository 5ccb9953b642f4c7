// What the ledger takes for an id, a fingerprint, a name: checked before anything is stored.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "core/base/bytes.h"

namespace redactd::daemon {

inline constexpr size_t kMostPathBytes = 16 * 1024;  // PATH_MAX, escaped
inline constexpr size_t kMostWordBytes = 32;
inline constexpr uint64_t kMostCount = uint64_t{1} << 53;  // exact in JSON readers that know doubles only

inline bool is_lower_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}
// 32 lower hex digits.
inline bool is_fingerprint(std::string_view text) { return text.size() == 32 && is_lower_hex(text); }
// "leak-" and 8 lower hex digits.
inline bool is_leak_id(std::string_view text) { return text.size() == 13 && text.substr(0, 5) == "leak-" && is_lower_hex(text.substr(5)); }
// A stable word such as "in-place".
inline bool is_word_or_empty(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_lower(c) || is_digit(c) || c == '-'; });
}
// The id of a pattern, or the name of a vault value.
inline bool is_name_or_empty(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_word(c) || c == '-'; });
}

}  // namespace redactd::daemon
