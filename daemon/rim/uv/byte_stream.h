// Moves bytes between a connected socket and its session.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string_view>

#include "daemon/ports/byte_session.h"
#include "daemon/rim/uv/handles.h"

namespace redactd::daemon {

class ByteStream {
 public:
  // Owns `fd`. `moved` is called after every turn in which bytes came or went, as the last thing; it may destroy the stream.
  // `descriptor`: takes ownership of each descriptor that the client sends along (SCM_RIGHTS), before the session gets the
  // bytes that carry it; without it the kernel throws them away.
  ByteStream(Loop& loop, int fd, ByteSession& session, std::function<void()> moved, std::function<void(int)> descriptor = nullptr);
  ~ByteStream();
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;

  // Sends what is pending as far as the client takes it, and watches for what the session wants. Call it whenever the
  // session has changed by other means than feed().
  void flush();

  int fd() const { return fd_; }

 private:
  void ready(int events);
  void read_once();
  ssize_t receive(char* bytes, size_t size);

  Loop& loop_;
  const int fd_;
  ByteSession& session_;
  std::function<void()> moved_;
  std::function<void(int)> descriptor_;
  Poll poll_;
  bool unreachable_ = false;  // the client takes no more bytes; what it sent is still worth reading
  bool shut_ = false;
  bool ended_ = false;
};

}  // namespace redactd::daemon
