// Stores masked lines by the daemon (put), without ever waiting for it.
#pragma once

#include <poll.h>

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "client/link/connection.h"
#include "client/link/fd.h"
#include "client/link/reply_reader.h"

namespace redactd::shim {

// Lines wait in memory, at most kMaxWaitingBytes; what does not fit, or was refused, is counted. A line that was sent but not
// answered when the connection broke is sent again on the next one.
class LineStore {
 public:
  static constexpr size_t kMaxWaitingBytes = 1024 * 1024;
  static constexpr size_t kMaxLineBytes = 64 * 1024;  // a longer one is stored in parts
  static constexpr uint64_t kRetryMs = 1000;
  static constexpr uint64_t kEndMs = 2000;

  LineStore(std::string socket_dir, const std::string& tag);

  // One line, masked, without its newline. Empty ones are not stored.
  void add(std::string line);
  pollfd waits_for() const;
  std::optional<uint64_t> deadline_ms() const;
  void serve(short events);

  // Waits until all is stored, or the daemon has stored nothing for kEndMs; returns the number of lines that are not.
  size_t finish();
  // For a copy made by fork(): what waits is the original's to store, and so is the connection.
  void forget();

 private:
  void connect();
  void drop_connection();
  void move_bytes();
  void take_replies();
  bool idle() const { return waiting_.empty(); }

  std::string socket_dir_;
  link::Keys keys_;
  link::Fd fd_;
  link::ReplyReader reader_;
  std::deque<std::string> waiting_;  // not answered yet; the first sent_ of them are on their way
  size_t waiting_bytes_ = 0;
  size_t sent_ = 0;
  std::string outgoing_;
  size_t outgoing_at_ = 0;
  uint64_t next_try_ms_ = 0;
  size_t lost_ = 0;
  uint64_t progress_ms_ = 0;  // when the last reply came
};

// Cuts one stream's masked bytes into the lines of a store.
class LineCutter {
 public:
  explicit LineCutter(LineStore& store) : store_(store) {}
  void feed(std::string_view masked);
  // The last line, if it has no newline.
  void finish();

 private:
  LineStore& store_;
  std::string line_;
};

}  // namespace redactd::shim
