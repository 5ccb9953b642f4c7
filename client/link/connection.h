// One connection to the daemon's capture socket, with a deadline on everything.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "client/link/fd.h"
#include "client/link/reply_reader.h"
#include "core/base/result.h"

namespace redactd::link {

using Keys = std::map<std::string, std::string>;

// Connects a non-blocking, close-on-exec stream socket; a full backlog (EAGAIN) is retried until `deadline_ms`.
// Errors: link.absent (nobody listens), link.deadline, link.io.
Result<Fd> connect_unix(const std::string& path, uint64_t deadline_ms);

// Waits until `fd` can do `events` (poll(2)) or the deadline has passed; true if it can.
bool wait_for(int fd, short events, uint64_t deadline_ms);

class CaptureConnection {
 public:
  // `min_fd`: move the descriptor to this number or above (a shell's user may use the low ones).
  static Result<CaptureConnection> open(const std::string& socket_dir, uint64_t deadline_ms, int min_fd = 0);

  // Sends one request and waits for its reply. After any error the connection is broken and must be dropped: a late
  // answer would be taken for the next one's. Errors: link.deadline, link.closed, link.reply_invalid, link.io.
  // `meanwhile` (may be empty) is called once if the answer lets one wait (10 ms): for what is needed if none comes.
  Result<Reply> exchange(std::string_view verb, const Keys& keys, std::string_view body, uint64_t deadline_ms,
                         std::function<void()> meanwhile = {});

  int fd() const { return fd_.get(); }

 private:
  explicit CaptureConnection(Fd fd);
  // The descriptor is still the socket: a shell's user may have put a file of his own there (exec 200>lock).
  bool is_ours() const;
  Status send_all(std::string_view first, std::string_view second, uint64_t deadline_ms);

  Fd fd_;
  uint64_t inode_ = 0;
  ReplyReader reader_;
};

}  // namespace redactd::link
