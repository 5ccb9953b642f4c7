// Replies in the order of their requests, though some have to wait for a disk.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace redactd::daemon {

// The bytes of an error reply (docs/protocol.md).
std::string error_reply(const Error& error);

class ReplyQueue {
 public:
  // A reply that is complete now.
  void add(std::string_view header, std::string_view body = {});
  void add_error(const Error& error);

  // A place for the reply to a `put`; the number comes back with the answer of the store. `weight`: bytes that wait with it.
  uint64_t add_waiting(size_t findings, uint64_t generation, size_t weight);
  void settle(uint64_t number, const Result<uint64_t>& seq);

  std::string_view pending() const { return std::string_view(out_).substr(sent_); }
  void mark_sent(size_t bytes);

  bool empty() const { return slots_.empty() && pending().empty(); }
  size_t waiting_count() const { return slots_.size(); }
  size_t waiting_bytes() const { return waiting_bytes_; }

 private:
  struct Slot {
    bool ready = false;
    size_t findings = 0;
    uint64_t generation = 0;
    size_t weight = 0;
    std::string reply;
  };
  std::string& place();
  void release();

  std::string out_;
  size_t sent_ = 0;
  std::deque<Slot> slots_;
  uint64_t first_ = 1;  // number of slots_.front()
  size_t waiting_bytes_ = 0;
};

}  // namespace redactd::daemon
