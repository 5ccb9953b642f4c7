// The control socket: JSON-RPC 2.0, one message a line (docs/protocol.md). JSON passes as text, so that no header needs it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "client/ctl/globals.h"
#include "client/link/fd.h"
#include "core/base/result.h"

namespace redactd::ctl {

class Rpc {
 public:
  static constexpr uint64_t kForever = UINT64_MAX / 2;

  // Errors: link.absent, link.deadline, link.io.
  static Result<Rpc> open(const Globals& globals);

  // The result as JSON text. `params` is a JSON object. Errors: the daemon's own code with its reasons, one a line;
  // link.deadline, link.closed, link.reply_invalid.
  // `descriptor` goes along with the call (SCM_RIGHTS) and stays the caller's; -1: none.
  Result<std::string> call(std::string_view method, const std::string& params, int descriptor = -1);

  // After events.subscribe: the params of the next notification. `deadline_ms`: of the monotonic clock. Errors: link.deadline,
  // link.closed.
  Result<std::string> next_event(uint64_t deadline_ms = kForever);

 private:
  explicit Rpc(link::Fd fd) : fd_(std::move(fd)) {}
  Status send_line(const std::string& line, uint64_t deadline_ms, int descriptor);
  ssize_t send_some(std::string_view bytes, int descriptor);
  Result<std::string> read_line(uint64_t deadline_ms);

  link::Fd fd_;
  std::string buffer_;
  int last_id_ = 0;
};

// Opens, calls once.
Result<std::string> call_daemon(const Globals& globals, std::string_view method, const std::string& params, int descriptor = -1);

}  // namespace redactd::ctl
