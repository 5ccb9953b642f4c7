#include "client/shim/exec/outlet.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>

namespace redactd::shim {
namespace {

// Another descriptor of the same terminal or pipe, non-blocking. O_NONBLOCK on the one that we were given would be everybody's.
link::Fd reopen(int target) {
  struct stat st {};
  if (fstat(target, &st) != 0 || (!S_ISFIFO(st.st_mode) && isatty(target) != 1)) return link::Fd();
  std::string path = "/proc/self/fd/" + std::to_string(target);
  return link::Fd(open(path.c_str(), O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
}

}  // namespace

Outlet::Outlet(int target)
    : fd_(target), full_bytes_(isatty(target) == 1 ? kFullTerminalBytes : kFullBytes), own_(reopen(target)) {
  if (own_) fd_ = own_.get();
}

Outlet::~Outlet() = default;

void Outlet::write_some(bool ready) {
  size_t done = 0;
  while (error_ == 0 && done < pending_.size()) {
    if (!own_) {
      pollfd entry{fd_, POLLOUT, 0};
      if (!ready && poll(&entry, 1, 0) != 1) break;
    }
    // What a pipe that is ready takes without waiting.
    size_t size = own_ ? pending_.size() - done : std::min<size_t>(pending_.size() - done, PIPE_BUF);
    ssize_t written = write(fd_, pending_.data() + done, size);
    ready = false;
    if (written >= 0) {
      done += static_cast<size_t>(written);
    } else if (errno == EAGAIN) {
      break;
    } else if (errno != EINTR) {
      error_ = errno;
    }
  }
  pending_.erase(0, done);
}

}  // namespace redactd::shim
