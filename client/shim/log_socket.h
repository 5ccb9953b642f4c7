// The syslog socket: datagrams, or a stream where that is what listens there.
#pragma once

#include <string>
#include <string_view>

#include "client/link/fd.h"
#include "core/base/result.h"

namespace redactd::shim {

class LogSocket {
 public:
  explicit LogSocket(std::string path) : path_(std::move(path)) {}

  // Errors: log.socket_unreachable.
  Status open();
  // Reconnects once where the other side was restarted. A text above the kernel's datagram limit goes out in parts.
  // Errors: log.send_failed.
  Status send(const std::string& header, std::string_view text, bool octet_count);

 private:
  bool send_once(const std::string& bytes);

  std::string path_;
  link::Fd fd_;
};

}  // namespace redactd::shim
