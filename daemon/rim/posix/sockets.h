// Unix sockets in the daemon's own directory, and who is at their other end.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include "core/base/result.h"
#include "daemon/ports/peer.h"
#include "daemon/rim/posix/unique_fd.h"

namespace redactd::daemon {

struct SocketOptions {
  mode_t mode = 0600;
  std::optional<gid_t> group;
  bool datagrams = false;
  int backlog = 128;
};

// A bound (and, for streams, listening) non-blocking socket. A socket that nobody serves is replaced, one that somebody
// serves never. Errors: daemon.already_running, socket.not_socket, socket.path_too_long, socket.io.
Result<UniqueFd> bind_socket(const std::string& path, const SocketOptions& options);

// For sockets that were inherited: non-blocking, close-on-exec, credentials where datagrams need them.
void prepare_inherited(int fd, bool datagrams);

std::optional<Peer> peer_of(int fd);
// True if `group` is the peer's primary or one of its supplementary groups, as of its connect().
bool peer_in_group(int fd, const Peer& peer, gid_t group);

}  // namespace redactd::daemon
