// One stream through the daemon: pieces go out pipelined, masked text comes back in order. Never blocks.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "client/link/connection.h"
#include "client/link/fd.h"
#include "client/link/reply_reader.h"

namespace redactd::shim {

class RemoteStream {
 public:
  static constexpr size_t kMaxOutstanding = 8;  // with 64 KiB pieces below what the daemon lets a client leave unread

  RemoteStream(link::Fd fd, link::Keys keys, uint64_t now_ms) : fd_(std::move(fd)), keys_(std::move(keys)), progress_ms_(now_ms) {}

  int fd() const { return fd_.get(); }
  bool can_take() const { return !ended_ && outstanding_.size() < kMaxOutstanding; }
  bool idle() const { return outstanding_.empty(); }
  bool wants_to_send() const { return sent_ < outgoing_.size(); }

  void send_piece(std::string_view piece, uint64_t now_ms) { queue(piece, true, false, now_ms); }
  void send_flush(uint64_t now_ms) { queue({}, true, true, now_ms); }
  void send_end(uint64_t now_ms) { queue({}, false, false, now_ms); ended_ = true; }
  bool ended() const { return ended_ && outstanding_.empty(); }

  // Moves bytes both ways as far as they go. An error means that the stream has to go on without the daemon.
  Status pump(uint64_t now_ms);

  struct Answer {
    std::string masked;
    size_t piece_bytes = 0;
    size_t held = 0;
  };
  Result<std::optional<Answer>> next_answer();

  // When the daemon has failed its deadline: so long after the last byte moved either way while something is outstanding.
  std::optional<uint64_t> deadline_ms() const;
  // Time that our own output took is not the daemon's.
  void excuse(uint64_t now_ms) { progress_ms_ = now_ms; }

 private:
  void queue(std::string_view piece, bool more, bool flush, uint64_t now_ms);
  size_t held_after(const link::Reply& reply, size_t piece_bytes);

  link::Fd fd_;
  link::Keys keys_;
  link::ReplyReader reader_;
  std::string outgoing_;
  size_t sent_ = 0;
  std::deque<size_t> outstanding_;  // bytes of each piece that waits for its reply
  uint64_t progress_ms_;
  bool ended_ = false;
  size_t unsettled_in_ = 0;         // for daemons whose replies do not say `held`: see held_after()
  size_t unsettled_out_ = 0;
  bool unsettled_findings_ = false;
};

}  // namespace redactd::shim
