// A datagram socket with the sender's credentials. Drained at once: nothing but a copy stands between two receives.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "daemon/ports/peer.h"
#include "daemon/rim/uv/handles.h"

namespace redactd::daemon {

class Datagrams {
 public:
  // Owns `fd` (bound, non-blocking, SO_PASSCRED set). `wanted` false: leave them in the kernel, where blocking senders wait.
  Datagrams(Loop& loop, int fd, std::function<bool()> wanted, std::function<void(std::string_view, const Peer&)> arrived);
  ~Datagrams();
  Datagrams(const Datagrams&) = delete;
  Datagrams& operator=(const Datagrams&) = delete;

  // Takes what lies in the kernel; also called at the end, so that nothing accepted is left behind.
  void drain();
  // Watches again after `wanted` was false.
  void resume() { poll_.watch(Poll::kReadable); }

 private:
  const int fd_;
  std::function<bool()> wanted_;
  std::function<void(std::string_view, const Peer&)> arrived_;
  std::vector<char> buffer_;
  Poll poll_;
};

}  // namespace redactd::daemon
