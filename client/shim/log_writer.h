// Turns masked lines into records and sends them where the options say.
#pragma once

#include <string>
#include <string_view>

#include "client/shim/log_options.h"
#include "client/shim/log_socket.h"
#include "core/base/result.h"

namespace redactd::shim {

class LogWriter {
 public:
  // `options` with tag, msgid and structured data masked.
  explicit LogWriter(const LogOptions& options);

  // Errors only where the options want them (--socket-errors).
  Status open();

  // One record for a masked line without its newline (-S cuts it into several).
  Status write(std::string_view masked, int priority);

  // Collects masked bytes; each whole line becomes a record.
  Status feed(std::string_view masked);
  // The last line, if it has no newline.
  Status finish();

 private:
  Status write_line(std::string_view masked);
  Status emit(const std::string& header, std::string_view text);

  const LogOptions& options_;
  LogSocket socket_;
  std::string host_;
  std::string line_;
};

}  // namespace redactd::shim
