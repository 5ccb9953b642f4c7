#include "daemon/app/capture_server.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

#include "core/base/limits.h"

namespace redactd::daemon {
namespace {

constexpr uint64_t kTickMs = 250;
constexpr size_t kMaxRefused = 64;  // that are told why; more are closed at once

// What a refused client hears that is not worth a session.
void refuse_at_once(int fd, const Error& refusal) {
  const std::string reply = error_reply(refusal);
  const ssize_t sent = send(fd, reply.data(), reply.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  (void)sent;  // a refusal that nobody hears is still one
  close(fd);
}

}  // namespace

struct CaptureServer::Connection {
  Connection(Loop& loop, SessionServices& services, uint64_t number, const Peer& peer, int fd, std::function<void()> moved_callback)
      : session(services, number, peer), stream(loop, fd, session, std::move(moved_callback)) {}
  CaptureSession session;
  ByteStream stream;
  size_t unfinished = 0;
  bool refused = false;
};

CaptureServer::CaptureServer(Loop& loop, SessionServices& services, CaptureLimits limits)
    : loop_(loop), services_(services), limits_(limits), turn_(loop, [this] { take_turn(); }), timer_(loop, [this] { tick(); }) {
  timer_.start(kTickMs, kTickMs);
}
CaptureServer::~CaptureServer() = default;

// An empty code: come in.
Error CaptureServer::refusal_of(const Peer& peer) const {
  const bool own = peer.uid == limits_.own_uid || peer.uid == 0;
  if (!own && !limits_.others) {
    return Error{"auth.peer_refused", "This daemon serves its own user only.", "Run a daemon of your own."};
  }
  const auto count = per_uid_.find(peer.uid);
  const bool crowd = !own && count != per_uid_.end() && count->second >= limits_.per_uid;
  if (crowd || connections_.size() >= limits_.total) {
    return Error{"limits.connections", "There are too many connections.", "Close some, or raise max_connections_per_uid."};
  }
  return {};
}

void CaptureServer::accept(int fd, const Peer& peer) {
  if (const Error refusal = refusal_of(peer); !refusal.code.empty()) {
    ++services_.metrics.connections_refused;
    if (refused_ >= kMaxRefused || connections_.size() >= limits_.total) return refuse_at_once(fd, refusal);
    // Closing now could break the request that is on its way, and the client would not read why.
    Connection& connection = open(fd, peer);
    connection.refused = true;
    ++refused_;
    connection.session.refuse(refusal, loop_.now_ms());
    connection.stream.flush();
    return;
  }
  open(fd, peer);
}

CaptureServer::Connection& CaptureServer::open(int fd, const Peer& peer) {
  const uint64_t number = ++last_number_;
  ++services_.metrics.connections_total;
  ++per_uid_[peer.uid];
  auto& place = connections_[number];
  place = std::make_unique<Connection>(loop_, services_, number, peer, fd, [this, number] { moved(number); });
  return *place;
}

// Goes on with what was read before the client's slowness or the disk's stopped it, as long as the answers leave.
void CaptureServer::pump(Connection& connection) {
  do {
    connection.session.resume(loop_.now_ms());
    connection.stream.flush();
  } while (connection.session.has_parked_frames() && connection.session.pending_output().empty());
}

void CaptureServer::moved(uint64_t number) {
  const auto found = connections_.find(number);
  if (found == connections_.end()) return;
  Connection& connection = *found->second;
  pump(connection);
  keep_budget(connection);
  store_was_busy_ = store_was_busy_ || services_.store.busy();
  if (connection.session.wants_turn()) {
    turning_.insert(number);
    turn_.set(true);
  }
  if (!connection.session.finished()) return;
  unfinished_bytes_ -= connection.unfinished;
  const uint32_t uid = connection.session.peer().uid;
  if (--per_uid_[uid] == 0) per_uid_.erase(uid);
  turning_.erase(number);
  if (connection.refused) --refused_;
  connections_.erase(found);
}

// All unfinished bodies together stay within their budget: the largest gives way.
void CaptureServer::keep_budget(Connection& connection) {
  const size_t now = connection.session.unfinished_bytes();
  unfinished_bytes_ += now;
  unfinished_bytes_ -= connection.unfinished;
  connection.unfinished = now;
  while (unfinished_bytes_ > kMaxUnfinishedBodiesBytes) {
    const auto largest = std::max_element(connections_.begin(), connections_.end(), [](const auto& a, const auto& b) {
      return a.second->unfinished < b.second->unfinished;
    });
    Connection& giving_way = *largest->second;
    if (giving_way.unfinished == 0) return;
    giving_way.session.drop_body();
    unfinished_bytes_ -= giving_way.unfinished;
    giving_way.unfinished = 0;
    giving_way.stream.flush();
  }
}

void CaptureServer::take_turn() {
  const std::vector<uint64_t> numbers(turning_.begin(), turning_.end());
  turning_.clear();
  for (const uint64_t number : numbers) {
    const auto found = connections_.find(number);
    if (found == connections_.end()) continue;
    found->second->session.work(loop_.now_ms());
    moved(number);
  }
  turn_.set(!turning_.empty());
}

void CaptureServer::tick() {
  std::vector<uint64_t> due;
  for (const auto& [number, connection] : connections_) {
    const auto deadline = connection->session.deadline();
    if (deadline && *deadline <= loop_.now_ms()) due.push_back(number);
  }
  for (const uint64_t number : due) {
    connections_[number]->session.tick(loop_.now_ms());
    moved(number);
  }
}

void CaptureServer::stored(const StoreTicket& ticket, const Result<uint64_t>& seq, std::string_view json_tail) {
  Metrics& metrics = services_.metrics;
  ++(seq ? metrics.records_stored : metrics.records_refused);
  if (!seq) ++metrics.errors[seq.error().code];
  if (!seq && ticket.session == 0) ++metrics.datagrams_lost;
  if (seq && stored_event_) stored_event_("{\"seq\":" + std::to_string(*seq) + "," + std::string(json_tail));
  const auto found = connections_.find(ticket.session);
  if (found == connections_.end()) return;
  found->second->session.stored(ticket.number, seq);
  if (touched_.empty() || touched_.back() != ticket.session) touched_.push_back(ticket.session);
}

void CaptureServer::group_done() {
  ++services_.metrics.sink_groups;
  std::sort(touched_.begin(), touched_.end());
  touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
  const std::vector<uint64_t> touched = std::exchange(touched_, {});
  for (const uint64_t number : touched) moved(number);
  if (store_was_busy_ && !services_.store.busy()) {
    store_was_busy_ = false;
    std::vector<uint64_t> all;
    for (const auto& [number, connection] : connections_) all.push_back(number);
    for (const uint64_t number : all) moved(number);
  }
  if (group_event_) group_event_();
}

void CaptureServer::stop_reading() {
  std::vector<uint64_t> all;
  for (const auto& [number, connection] : connections_) all.push_back(number);
  for (const uint64_t number : all) {
    connections_[number]->session.end_of_input();
    moved(number);
  }
}

bool CaptureServer::quiet() const {
  return std::all_of(connections_.begin(), connections_.end(), [](const auto& entry) { return entry.second->session.quiet(); });
}

}  // namespace redactd::daemon
