#include "core/base/utc_time.h"

#include <array>
#include <cstdio>

#include "core/base/bytes.h"

namespace redactd {
namespace {

// Days since 1970-01-01 (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil).
int64_t days_from_civil(int64_t year, int64_t month, int64_t day) {
  year -= month <= 2 ? 1 : 0;
  const int64_t era = (year >= 0 ? year : year - 399) / 400;
  const int64_t of_era = year - era * 400;
  const int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146'097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719'468;
}

// The same source, civil_from_days.
UtcTime civil_from_days(int64_t days) {
  days += 719'468;
  const int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const int64_t of_era = days - era * 146'097;
  const int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36'524 - of_era / 146'096) / 365;
  const int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t shifted = (5 * of_year + 2) / 153;
  UtcTime time;
  time.day = static_cast<int>(of_year - (153 * shifted + 2) / 5 + 1);
  time.month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
  time.year = static_cast<int>(year_of_era + era * 400 + (time.month <= 2 ? 1 : 0));
  return time;
}

std::string formatted(const char* form, int64_t seconds) {
  const UtcTime t = utc_time(seconds);
  std::array<char, 96> text{};
  const int length = std::snprintf(text.data(), text.size(), form, t.year, t.month, t.day, t.hour, t.minute, t.second);
  return std::string(text.data(), static_cast<size_t>(length));
}

}  // namespace

UtcTime utc_time(int64_t seconds) {
  int64_t days = seconds / kDaySeconds;
  int64_t rest = seconds % kDaySeconds;
  if (rest < 0) {
    rest += kDaySeconds;
    --days;
  }
  UtcTime time = civil_from_days(days);
  time.hour = static_cast<int>(rest / 3600);
  time.minute = static_cast<int>(rest / 60 % 60);
  time.second = static_cast<int>(rest % 60);
  return time;
}

std::string format_rfc3339(int64_t seconds) { return formatted("%04d-%02d-%02dT%02d:%02d:%02dZ", seconds); }
std::string format_basic_time(int64_t seconds) { return formatted("%04d%02d%02dT%02d%02d%02dZ", seconds); }
std::string format_day(int64_t seconds) { return format_rfc3339(seconds).substr(0, 10); }

std::optional<int64_t> parse_rfc3339(std::string_view text) {
  constexpr std::string_view kForm = "dddd-dd-ddTdd:dd:ddZ";
  if (text.size() != kForm.size()) return std::nullopt;
  for (size_t i = 0; i < kForm.size(); ++i) {
    if (kForm[i] == 'd' ? !is_digit(text[i]) : text[i] != kForm[i]) return std::nullopt;
  }
  const auto number = [&text](size_t at, size_t length) {
    int64_t value = 0;
    for (const char c : text.substr(at, length)) value = value * 10 + (c - '0');
    return value;
  };
  const int64_t seconds = days_from_civil(number(0, 4), number(5, 2), number(8, 2)) * kDaySeconds + number(11, 2) * 3600 +
                          number(14, 2) * 60 + number(17, 2);
  // A time that does not exist comes out as another one.
  if (seconds < 0 || format_rfc3339(seconds) != text) return std::nullopt;
  return seconds;
}

}  // namespace redactd
