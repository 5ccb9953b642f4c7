// A connection as the rim sees it: bytes in, bytes out. Sessions implement it, rim/uv moves the bytes.
#pragma once

#include <cstdint>
#include <string_view>

namespace redactd::daemon {

class ByteSession {
 public:
  virtual ~ByteSession() = default;
  virtual bool wants_input() const = 0;                              // false: do not read from the client now
  virtual void feed(std::string_view bytes, uint64_t now_ms) = 0;
  virtual void end_of_input() = 0;                                   // the client has shut its side
  virtual std::string_view pending_output() const = 0;
  virtual void mark_sent(size_t bytes, uint64_t now_ms) = 0;
  virtual bool wants_shutdown() const = 0;                           // all is said: shut the sending side, read to the end
  virtual bool finished() const = 0;                                 // close
};

}  // namespace redactd::daemon
