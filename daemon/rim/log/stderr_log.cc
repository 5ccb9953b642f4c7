#include "daemon/rim/log/stderr_log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "core/base/bytes.h"

namespace redactd::daemon {
namespace {

class StderrLog : public Log {
 public:
  explicit StderrLog(const std::string& level) : logger_("redactd", std::make_shared<spdlog::sinks::stderr_sink_mt>()) {
    logger_.set_level(spdlog::level::from_str(level == "error" ? "err" : level));
    logger_.set_pattern("redactd: %l: %v");
    logger_.flush_on(spdlog::level::debug);
  }
  void debug(std::string_view message) override { logger_.debug("{}", escape_for_terminal(message)); }
  void info(std::string_view message) override { logger_.info("{}", escape_for_terminal(message)); }
  void warn(std::string_view message) override { logger_.warn("{}", escape_for_terminal(message)); }
  void error(std::string_view message) override { logger_.error("{}", escape_for_terminal(message)); }

 private:
  spdlog::logger logger_;
};

}  // namespace

std::unique_ptr<Log> make_stderr_log(const std::string& level) { return std::make_unique<StderrLog>(level); }

}  // namespace redactd::daemon
