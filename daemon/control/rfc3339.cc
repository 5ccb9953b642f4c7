#include "daemon/control/rfc3339.h"

#include <array>
#include <ctime>

namespace redactd::daemon {

std::string rfc3339(int64_t seconds) {
  const time_t when = static_cast<time_t>(seconds);
  std::tm parts{};
  if (gmtime_r(&when, &parts) == nullptr) return "1970-01-01T00:00:00Z";
  std::array<char, 32> text{};
  const size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return std::string(text.data(), length);
}

}  // namespace redactd::daemon
