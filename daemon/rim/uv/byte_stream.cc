#include "daemon/rim/uv/byte_stream.h"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace redactd::daemon {
namespace {

constexpr size_t kMaxDescriptorsARead = 4;  // the kernel closes what has no room

}  // namespace

ByteStream::ByteStream(Loop& loop, int fd, ByteSession& session, std::function<void()> moved, std::function<void(int)> descriptor)
    : loop_(loop), fd_(fd), session_(session), moved_(std::move(moved)), descriptor_(std::move(descriptor)),
      poll_(loop, fd, [this](int events) { ready(events); }) {
  flush();
}

ByteStream::~ByteStream() {
  poll_.watch(0);  // out of epoll before the number can mean another descriptor
  close(fd_);
}

void ByteStream::ready(int events) {
  if ((events & Poll::kReadable) != 0 && session_.wants_input()) read_once();
  flush();
  moved_();
}

// One read a turn: a client that sends without end must not keep the others waiting.
void ByteStream::read_once() {
  auto& buffer = loop_.read_buffer();
  ssize_t got = 0;
  do {
    got = descriptor_ ? receive(buffer.data(), buffer.size()) : recv(fd_, buffer.data(), buffer.size(), MSG_DONTWAIT);
  } while (got < 0 && errno == EINTR);
  if (got > 0) {
    session_.feed({buffer.data(), static_cast<size_t>(got)}, loop_.now_ms());
    explicit_bzero(buffer.data(), static_cast<size_t>(got));  // raw bytes live in the session alone
  } else if (got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK)) {
    ended_ = true;
    session_.end_of_input();
  }
}

// The kernel ends a read behind the bytes that descriptors came with, so these reach the request that they belong to.
ssize_t ByteStream::receive(char* bytes, size_t size) {
  alignas(cmsghdr) std::array<char, CMSG_SPACE(kMaxDescriptorsARead * sizeof(int))> control{};
  iovec piece{bytes, size};
  msghdr message{};
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  const ssize_t got = recvmsg(fd_, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
  if (got < 0) return got;
  for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr; part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
    const size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (size_t i = 0; i < count; ++i) {
      int received = -1;
      std::memcpy(&received, CMSG_DATA(part) + i * sizeof(int), sizeof received);
      descriptor_(received);
    }
  }
  return got;
}

void ByteStream::flush() {
  while (!session_.pending_output().empty()) {
    const std::string_view bytes = session_.pending_output();
    const ssize_t sent = unreachable_ ? static_cast<ssize_t>(bytes.size()) : send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0) {
      session_.mark_sent(static_cast<size_t>(sent), loop_.now_ms());
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      session_.mark_sent(0, loop_.now_ms());
      break;
    } else if (errno != EINTR) {
      unreachable_ = true;
    }
  }
  if (session_.wants_shutdown() && !shut_) {
    shut_ = true;
    shutdown(fd_, SHUT_WR);
  }
  const int read = session_.wants_input() && !ended_ ? Poll::kReadable : 0;
  const int write = session_.pending_output().empty() ? 0 : Poll::kWritable;
  poll_.watch(read | write);
}

}  // namespace redactd::daemon
