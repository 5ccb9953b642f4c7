#include "daemon/app/control_server.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

#include "core/base/limits.h"
#include "core/wire/json_rpc.h"
#include "daemon/rim/posix/secret_file.h"

namespace redactd::daemon {

struct ControlServer::Connection {
  Connection(Loop& loop, ControlServices& services, const Caller& caller, int fd, std::function<void()> moved_callback)
      : session(services, caller),
        stream(loop, fd, session, std::move(moved_callback), [this](int sent) { session.take_file(received_file(sent)); }) {}
  ControlSession session;
  ByteStream stream;
  bool counted = false;  // among the subscribers
};

ControlServer::ControlServer(Loop& loop, ControlServices& services, ControlLimits limits)
    : loop_(loop), services_(services), limits_(limits) {}
ControlServer::~ControlServer() = default;

void ControlServer::accept(int fd, const Peer& peer, bool in_ops_group) {
  const bool own = peer.uid == limits_.own_uid || peer.uid == 0;
  Error refusal;
  if (!own && !limits_.others) refusal = {"auth.peer_refused", "This daemon serves its own user only.", "Run a daemon of your own."};
  if (connections_.size() >= kMaxControlConnections) {
    refusal = {"limits.connections", "There are too many control connections.", "Close some."};
    const std::string reply = wire::format_rpc_error({}, refusal);
    const ssize_t sent = send(fd, reply.data(), reply.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    (void)sent;  // a refusal that nobody hears is still one
    close(fd);
    return;
  }
  const uint64_t number = ++last_number_;
  auto& place = connections_[number];
  place = std::make_unique<Connection>(loop_, services_, Caller{peer, own || in_ops_group}, fd, [this, number] { moved(number); });
  if (refusal.code.empty()) return;
  // Read to its end: closing now could break the request that is on its way, and the client would not read why.
  place->session.refuse(refusal);
  place->stream.flush();
}

void ControlServer::moved(uint64_t number) {
  const auto found = connections_.find(number);
  if (found == connections_.end()) return;
  Connection& connection = *found->second;
  if (connection.session.subscribed() && !connection.counted) {
    connection.counted = true;
    ++subscribers_;
  }
  if (!connection.session.finished()) return;
  if (connection.counted) --subscribers_;
  connections_.erase(found);
}

void ControlServer::publish(std::string_view params_json) {
  if (subscribers_ == 0) return;
  const std::string line = wire::format_rpc_notification("event", params_json);
  for (auto& [number, connection] : connections_) {
    if (!connection->session.subscribed()) continue;
    if (!connection->session.notify(line)) ++services_.metrics.events_lost;
    connection->stream.flush();
  }
}

bool ControlServer::quiet() const {
  return std::all_of(connections_.begin(), connections_.end(),
                     [](const auto& entry) { return entry.second->session.pending_output().empty(); });
}

}  // namespace redactd::daemon
