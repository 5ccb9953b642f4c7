// What the daemon tells its operator. Never given captured text.
#pragma once

#include <string_view>

namespace redactd::daemon {

class Log {
 public:
  virtual ~Log() = default;
  virtual void debug(std::string_view message) = 0;
  virtual void info(std::string_view message) = 0;
  virtual void warn(std::string_view message) = 0;
  virtual void error(std::string_view message) = 0;
};

}  // namespace redactd::daemon
