#include "client/shim/log_socket.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>

#include "client/shim/log_record.h"

namespace redactd::shim {
namespace {

// SO_SNDBUF's default of 212,992 bytes allows datagrams of 212,960.
constexpr size_t kMaxTextBytes = 200'000;

}  // namespace

Status LogSocket::open() {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  int error = ENAMETOOLONG;
  if (path_.size() < sizeof address.sun_path) {
    memcpy(address.sun_path, path_.data(), path_.size());
    for (int type : {SOCK_DGRAM, SOCK_STREAM}) {
      link::Fd fd(socket(AF_UNIX, type | SOCK_CLOEXEC, 0));
      if (fd && connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
        fd_ = std::move(fd);
        return {};
      }
      error = errno;
      if (error != EPROTOTYPE) break;
    }
  }
  return Error{"log.socket_unreachable", std::string("The syslog socket cannot be reached: ") + strerror(error) + ".",
               "Start a syslog daemon, or name its socket with -u."};
}

bool LogSocket::send_once(const std::string& bytes) {
  for (;;) {
    if (::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) >= 0) return true;
    if (errno != EINTR) return false;
  }
}

Status LogSocket::send(const std::string& header, std::string_view text, bool octet_count) {
  do {
    std::string_view part = text.substr(0, kMaxTextBytes);
    text.remove_prefix(part.size());
    std::string bytes = record(header, part, octet_count);
    if (fd_ && send_once(bytes)) continue;
    if (Status opened = open(); !opened.ok()) return opened;
    if (!send_once(bytes)) {
      return Error{"log.send_failed", std::string("The record could not be sent: ") + strerror(errno) + ".", ""};
    }
  } while (!text.empty());
  return {};
}

}  // namespace redactd::shim
