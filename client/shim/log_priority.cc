#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>

#include "client/shim/log_options.h"
#include "core/base/bytes.h"

namespace redactd::shim {
namespace {

using Name = std::pair<std::string_view, int>;

constexpr std::array<Name, 11> kLevels{{{"emerg", 0}, {"panic", 0}, {"alert", 1}, {"crit", 2}, {"err", 3}, {"error", 3},
                                        {"warning", 4}, {"warn", 4}, {"notice", 5}, {"info", 6}, {"debug", 7}}};
constexpr std::array<Name, 21> kFacilities{
    {{"kern", 0},    {"user", 1},    {"mail", 2},    {"daemon", 3},  {"auth", 4},    {"security", 4}, {"syslog", 5},
     {"lpr", 6},     {"news", 7},    {"uucp", 8},    {"cron", 9},    {"authpriv", 10}, {"ftp", 11},   {"local0", 16},
     {"local1", 17}, {"local2", 18}, {"local3", 19}, {"local4", 20}, {"local5", 21}, {"local6", 22},  {"local7", 23}}};

template <size_t N>
int number_of(std::string_view text, const std::array<Name, N>& names, int largest) {
  for (const auto& [name, number] : names) {
    if (equals_caseless(text, name)) return number;
  }
  int number = -1;
  auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  bool whole = error == std::errc() && stop == text.data() + text.size() && !text.empty() && is_digit(text[0]);
  return whole && number <= largest ? number : -1;
}

}  // namespace

Result<int> parse_priority(const std::string& text) {
  size_t dot = text.find('.');
  int facility = 1;
  if (dot != std::string::npos) facility = number_of(std::string_view(text).substr(0, dot), kFacilities, 23);
  if (facility < 0) return Error{"shim.usage", "log: -p names no facility of syslog.", "See redact-shim --help."};
  int level = number_of(std::string_view(text).substr(dot == std::string::npos ? 0 : dot + 1), kLevels, 7);
  if (level < 0) return Error{"shim.usage", "log: -p names no level of syslog.", "See redact-shim --help."};
  if (facility == 0) facility = 1;  // only the kernel logs as the kernel
  return facility * 8 + level;
}

}  // namespace redactd::shim
