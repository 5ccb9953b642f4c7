#include "daemon/rim/uv/datagrams.h"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "core/base/limits.h"

namespace redactd::daemon {
namespace {

constexpr int kReceivesATurn = 4096;

// There is room for credentials alone: the kernel throws descriptors away that someone sends along.
struct Control {
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(ucred))> bytes{};
};

Peer peer_of(msghdr& message) {
  Peer peer;
  for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr; part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_CREDENTIALS) continue;
    ucred credentials{};
    std::memcpy(&credentials, CMSG_DATA(part), sizeof credentials);
    peer = Peer{credentials.pid, credentials.uid, credentials.gid};
  }
  return peer;
}

}  // namespace

Datagrams::Datagrams(Loop& loop, int fd, std::function<bool()> wanted, std::function<void(std::string_view, const Peer&)> arrived)
    : fd_(fd), wanted_(std::move(wanted)), arrived_(std::move(arrived)), buffer_(kMaxDatagramBytes),
      poll_(loop, fd, [this](int) { drain(); }) {
  poll_.watch(Poll::kReadable);
}

Datagrams::~Datagrams() {
  poll_.watch(0);
  close(fd_);
}

void Datagrams::drain() {
  for (int i = 0; i < kReceivesATurn; ++i) {
    if (!wanted_()) {
      poll_.watch(0);
      return;
    }
    Control control;
    iovec piece{buffer_.data(), buffer_.size()};
    msghdr message{};
    message.msg_iov = &piece;
    message.msg_iovlen = 1;
    message.msg_control = control.bytes.data();
    message.msg_controllen = control.bytes.size();
    const ssize_t got = recvmsg(fd_, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return;
    arrived_({buffer_.data(), static_cast<size_t>(got)}, peer_of(message));
    explicit_bzero(buffer_.data(), static_cast<size_t>(got));  // raw bytes live in the intake alone
  }
}

}  // namespace redactd::daemon
