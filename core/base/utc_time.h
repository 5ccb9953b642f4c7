// Times as people and programs read them, without a clock and without a locale. Seconds since 1970, UTC.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace redactd {

inline constexpr int64_t kDaySeconds = 86'400;

struct UtcTime {
  int year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0;
};

// Proleptic Gregorian calendar.
UtcTime utc_time(int64_t seconds);

// "2026-01-31T23:59:59Z" (RFC 3339).
std::string format_rfc3339(int64_t seconds);
// "20260131T235959Z" (RFC 5545, form 2).
std::string format_basic_time(int64_t seconds);
// "2026-01-31".
std::string format_day(int64_t seconds);

// The form of format_rfc3339() exactly, years 1970 to 9999; nullopt: anything else, days that do not exist included.
std::optional<int64_t> parse_rfc3339(std::string_view text);

}  // namespace redactd
