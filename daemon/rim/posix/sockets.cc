#include "daemon/rim/posix/sockets.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

namespace redactd::daemon {
namespace {

Error failed(const std::string& path, const char* what) {
  return Error{"socket.io", "The socket " + path + " cannot be " + what + ": " + std::strerror(errno) + ".", "Name another directory with --socket-dir."};
}

// Is somebody serving the socket? EAGAIN (a full backlog) says yes as well: a stopped daemon is not a dead one.
bool is_served(const sockaddr_un& address, int type) {
  const UniqueFd probe(socket(AF_UNIX, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!probe) return true;
  if (connect(probe.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return true;
  return errno != ECONNREFUSED && errno != ENOENT;
}

Status clear_path(const std::string& path, const sockaddr_un& address, int type) {
  struct stat st {};
  if (lstat(path.c_str(), &st) != 0) return {};
  if (!S_ISSOCK(st.st_mode)) return Error{"socket.not_socket", path + " exists and is no socket.", "Move it away."};
  if (is_served(address, type)) {
    return Error{"daemon.already_running", "Another program serves " + path + ".", "Stop it first, or name another directory with --socket-dir."};
  }
  if (unlink(path.c_str()) != 0 && errno != ENOENT) return failed(path, "replaced");
  return {};
}

}  // namespace

Result<UniqueFd> bind_socket(const std::string& path, const SocketOptions& options) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) {
    return Error{"socket.path_too_long", "The path " + path + " is longer than a socket's may be (107 bytes).", "Choose a shorter --socket-dir."};
  }
  std::memcpy(address.sun_path, path.data(), path.size());
  const int type = options.datagrams ? SOCK_DGRAM : SOCK_STREAM;
  if (Status cleared = clear_path(path, address, type); !cleared) return cleared.error();
  UniqueFd fd(socket(AF_UNIX, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!fd) return failed(path, "made");
  // Nobody may connect before mode and group are right: the process's umask is 077.
  if (bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return failed(path, "bound");
  if (options.group && chown(path.c_str(), static_cast<uid_t>(-1), *options.group) != 0) return failed(path, "given to its group");
  if (chmod(path.c_str(), options.mode) != 0) return failed(path, "given its mode");
  prepare_inherited(fd.get(), options.datagrams);
  if (!options.datagrams && listen(fd.get(), options.backlog) != 0) return failed(path, "listened on");
  return fd;
}

void prepare_inherited(int fd, bool datagrams) {
  fcntl(fd, F_SETFD, FD_CLOEXEC);
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
  if (!datagrams) return;
  const int on = 1;
  setsockopt(fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof on);
}

std::optional<Peer> peer_of(int fd) {
  ucred credentials{};
  socklen_t length = sizeof credentials;
  if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &credentials, &length) != 0) return std::nullopt;
  return Peer{credentials.pid, credentials.uid, credentials.gid};
}

bool peer_in_group(int fd, const Peer& peer, gid_t group) {
  if (peer.gid == group) return true;
  std::vector<gid_t> groups(64);
  for (int attempt = 0; attempt < 2; ++attempt) {
    auto length = static_cast<socklen_t>(groups.size() * sizeof(gid_t));
    if (getsockopt(fd, SOL_SOCKET, SO_PEERGROUPS, groups.data(), &length) == 0) {
      groups.resize(length / sizeof(gid_t));
      return std::find(groups.begin(), groups.end(), group) != groups.end();
    }
    if (errno != ERANGE) return false;
    groups.resize(length / sizeof(gid_t) + 1);
  }
  return false;
}

}  // namespace redactd::daemon
