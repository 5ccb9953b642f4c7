// The event loop. One thread runs it; every handle below lives on it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

struct uv_loop_s;

namespace redactd::daemon {

class Loop {
 public:
  Loop();
  // All handles were closed before; their cells are freed here at the latest.
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  void run();
  void stop();
  uint64_t now_ms() const;  // monotonic, read once a turn

  uv_loop_s* raw() { return loop_; }
  // What a read fills before a session sees it; one for all connections, so that idle ones cost none.
  std::vector<char>& read_buffer() { return read_buffer_; }

 private:
  uv_loop_s* loop_;
  std::vector<char> read_buffer_;
};

}  // namespace redactd::daemon
