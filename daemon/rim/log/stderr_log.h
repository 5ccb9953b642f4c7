// The daemon's own messages, on stderr: journald or a terminal takes them.
#pragma once

#include <memory>
#include <string>

#include "daemon/ports/log.h"

namespace redactd::daemon {

// `level`: debug, info, warn, error.
std::unique_ptr<Log> make_stderr_log(const std::string& level);

}  // namespace redactd::daemon
