#include "daemon/rim/uv/acceptor.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

namespace redactd::daemon {
namespace {

constexpr int kAcceptsATurn = 256;

int open_reserve() { return open("/dev/null", O_RDONLY | O_CLOEXEC); }

}  // namespace

Acceptor::Acceptor(Loop& loop, int fd, std::function<void(int)> accepted)
    : fd_(fd), reserve_(open_reserve()), accepted_(std::move(accepted)), poll_(loop, fd, [this](int) { ready(); }) {
  poll_.watch(Poll::kReadable);
}

Acceptor::~Acceptor() {
  poll_.watch(0);
  close(fd_);
  if (reserve_ >= 0) close(reserve_);
}

void Acceptor::ready() {
  for (int i = 0; i < kAcceptsATurn; ++i) {
    const int fd = accept4(fd_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd >= 0) {
      accepted_(fd);
    } else if (errno == EMFILE || errno == ENFILE) {
      return refuse_one();
    } else if (errno != EINTR && errno != ECONNABORTED) {
      return;
    }
  }
}

void Acceptor::refuse_one() {
  if (reserve_ < 0) {
    reserve_ = open_reserve();
    if (reserve_ < 0) return;
  }
  close(reserve_);
  const int fd = accept4(fd_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (fd >= 0) close(fd);
  reserve_ = open_reserve();
}

}  // namespace redactd::daemon
