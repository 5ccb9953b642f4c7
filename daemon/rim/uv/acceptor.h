// A listening socket: hands out connections, and survives the lack of descriptors.
#pragma once

#include <functional>

#include "daemon/rim/uv/handles.h"

namespace redactd::daemon {

class Acceptor {
 public:
  // Owns `fd` (listening, non-blocking). `accepted` takes over the descriptor (non-blocking, close-on-exec).
  Acceptor(Loop& loop, int fd, std::function<void(int fd)> accepted);
  ~Acceptor();
  Acceptor(const Acceptor&) = delete;
  Acceptor& operator=(const Acceptor&) = delete;

 private:
  void ready();
  void refuse_one();

  const int fd_;
  int reserve_;  // given up for a moment when descriptors run out, so that the caller hears an end instead of nothing
  std::function<void(int)> accepted_;
  Poll poll_;
};

}  // namespace redactd::daemon
