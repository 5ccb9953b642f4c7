#include "client/ctl/duration.h"

#include <charconv>

namespace redactd::ctl {

std::optional<int64_t> parse_duration(std::string_view text) {
  constexpr int64_t kLongest = int64_t{3660} * 24 * 3600;
  if (text.size() < 2) return std::nullopt;
  int64_t unit = 0;
  switch (text.back()) {
    case 's': unit = 1; break;
    case 'm': unit = 60; break;
    case 'h': unit = 3600; break;
    case 'd': unit = 24 * 3600; break;
    case 'w': unit = 7 * 24 * 3600; break;
    default: return std::nullopt;
  }
  int64_t number = 0;
  auto [stop, error] = std::from_chars(text.data(), text.data() + text.size() - 1, number);
  if (error != std::errc() || stop != text.data() + text.size() - 1) return std::nullopt;
  if (number <= 0 || number > kLongest / unit) return std::nullopt;
  return number * unit;
}

}  // namespace redactd::ctl
