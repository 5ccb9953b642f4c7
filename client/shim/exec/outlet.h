// Where masked bytes leave: never blocks where the kernel lets us choose, so that signals and keys are served meanwhile.
#pragma once

#include <poll.h>

#include <string>
#include <string_view>

#include "client/link/fd.h"

namespace redactd::shim {

class Outlet {
 public:
  // `target` stays open and as it is: a terminal or pipe is opened a second time to be non-blocking for us alone.
  explicit Outlet(int target);
  ~Outlet();

  void take(std::string_view masked) { pending_.append(masked); }
  bool empty() const { return pending_.empty() || error_ != 0; }
  bool full() const { return error_ == 0 && pending_.size() >= full_bytes_; }
  pollfd waits_for() const { return {empty() ? -1 : fd_, POLLOUT, 0}; }

  // Writes what can be written. `ready`: poll(2) said so.
  void write_some(bool ready);

  // errno of the write that failed; all that follows is dropped.
  int error() const { return error_; }

 private:
  static constexpr size_t kFullBytes = 256 * 1024;
  static constexpr size_t kFullTerminalBytes = 8 * 1024;  // what is still shown after Ctrl-C

  int fd_;
  size_t full_bytes_;
  link::Fd own_;
  std::string pending_;
  int error_ = 0;
};

}  // namespace redactd::shim
