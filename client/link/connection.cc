#include "client/link/connection.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "client/link/clock.h"

namespace redactd::link {
namespace {

// An answer comes within a tenth of this, if it comes.
constexpr uint64_t kPatienceMs = 10;

Error deadline_passed() { return Error{"link.deadline", "The daemon did not answer in time.", ""}; }
Error io_failed() { return Error{"link.io", "The connection to the daemon failed.", ""}; }
Error closed() { return Error{"link.closed", "The daemon closed the connection.", ""}; }

}  // namespace

bool wait_for(int fd, short events, uint64_t deadline_ms) {
  for (;;) {
    uint64_t now = monotonic_ms();
    int left = now >= deadline_ms ? 0 : static_cast<int>(std::min<uint64_t>(deadline_ms - now, 60'000));
    pollfd entry{fd, events, 0};
    int ready = poll(&entry, 1, left);
    if (ready > 0) return true;
    if (ready == 0 && monotonic_ms() >= deadline_ms) return false;
    if (ready < 0 && errno != EINTR) return false;
  }
}

Result<Fd> connect_unix(const std::string& path, uint64_t deadline_ms) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return Error{"link.absent", "The socket's path is too long.", ""};
  memcpy(address.sun_path, path.data(), path.size());
  Fd fd(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!fd) return io_failed();
  for (;;) {
    if (connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return fd;
    if (errno == EISCONN) return fd;
    if (errno == EAGAIN) {
      if (monotonic_ms() >= deadline_ms) return deadline_passed();
      poll(nullptr, 0, 1);
      continue;
    }
    if (errno == EINTR) continue;
    return Error{"link.absent", "No daemon listens on the capture socket.", ""};
  }
}

Result<CaptureConnection> CaptureConnection::open(const std::string& socket_dir, uint64_t deadline_ms, int min_fd) {
  Result<Fd> fd = connect_unix(socket_dir + "/capture.sock", deadline_ms);
  if (!fd.ok()) return fd.error();
  if (min_fd > 0) {
    Fd moved(fcntl(fd->get(), F_DUPFD_CLOEXEC, min_fd));
    if (moved) return CaptureConnection(std::move(moved));
  }
  return CaptureConnection(std::move(*fd));
}

CaptureConnection::CaptureConnection(Fd fd) : fd_(std::move(fd)) {
  struct stat st {};
  if (fstat(fd_.get(), &st) == 0) inode_ = st.st_ino;
}

bool CaptureConnection::is_ours() const {
  struct stat st {};
  return fstat(fd_.get(), &st) == 0 && S_ISSOCK(st.st_mode) && st.st_ino == inode_;
}

Status CaptureConnection::send_all(std::string_view first, std::string_view second, uint64_t deadline_ms) {
  while (!first.empty() || !second.empty()) {
    std::array<iovec, 2> parts{{{const_cast<char*>(first.data()), first.size()},
                                {const_cast<char*>(second.data()), second.size()}}};
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = parts.size();
    ssize_t sent = sendmsg(fd_.get(), &message, MSG_NOSIGNAL);
    if (sent < 0) {
      if (errno == EINTR) continue;
      if (errno != EAGAIN) return io_failed();
      if (!wait_for(fd_.get(), POLLOUT, deadline_ms)) return deadline_passed();
      continue;
    }
    size_t count = static_cast<size_t>(sent);
    size_t head = std::min(count, first.size());
    first.remove_prefix(head);
    second.remove_prefix(count - head);
  }
  return {};
}

Result<Reply> CaptureConnection::exchange(std::string_view verb, const Keys& keys, std::string_view body,
                                          uint64_t deadline_ms, std::function<void()> meanwhile) {
  if (!is_ours()) {
    (void)fd_.release();  // not ours to close
    return io_failed();
  }
  wire::RequestHeader header;
  header.verb = verb;
  header.length = body.size();
  header.keys = keys;
  std::string line = wire::format_request_header(header);
  if (line.empty() || line.back() != '\n') line += '\n';
  if (Status sent = send_all(line, body, deadline_ms); !sent.ok()) return sent.error();
  std::array<char, 16 * 1024> chunk;
  for (;;) {
    auto reply = reader_.next();
    if (!reply.ok()) return reply.error();
    if (reply->has_value()) return std::move(**reply);
    ssize_t got = recv(fd_.get(), chunk.data(), chunk.size(), 0);
    if (got > 0) {
      reader_.feed({chunk.data(), static_cast<size_t>(got)});
      // A daemon that trickles its answer must not get more time than one that says nothing.
      if (monotonic_ms() >= deadline_ms) {
        auto last = reader_.next();
        if (last.ok() && last->has_value()) return std::move(**last);
        return deadline_passed();
      }
    } else if (got == 0) {
      return closed();
    } else if (errno == EAGAIN) {
      const bool patient = !meanwhile;
      if (wait_for(fd_.get(), POLLIN, patient ? deadline_ms : std::min(deadline_ms, monotonic_ms() + kPatienceMs))) continue;
      if (patient) return deadline_passed();
      std::exchange(meanwhile, nullptr)();
    } else if (errno != EINTR) {
      return io_failed();
    }
  }
}

}  // namespace redactd::link
