// The connections of capture.sock: who may, how many, and what they hold together.
#pragma once

#include <functional>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "daemon/rim/uv/byte_stream.h"
#include "daemon/session/capture_session.h"

namespace redactd::daemon {

struct CaptureLimits {
  uint32_t own_uid = 0;
  bool others = false;              // false: peers of other users (but root) are refused, whatever the socket's mode says
  size_t per_uid = 512;             // not for root's and the daemon's own
  size_t total = 1024;
};

class CaptureServer : public StoreListener {
 public:
  CaptureServer(Loop& loop, SessionServices& services, CaptureLimits limits);
  ~CaptureServer() override;

  void accept(int fd, const Peer& peer);
  size_t connections() const { return connections_.size(); }

  // Called with the JSON object of each stored record.
  void on_stored(std::function<void(const std::string&)> callback) { stored_event_ = std::move(callback); }
  void on_group_done(std::function<void()> callback) { group_event_ = std::move(callback); }

  void stored(const StoreTicket& ticket, const Result<uint64_t>& seq, std::string_view json_tail) override;
  void group_done() override;

  // Reads nothing more; what was read is answered.
  void stop_reading();
  bool quiet() const;

 private:
  struct Connection;
  Error refusal_of(const Peer& peer) const;
  Connection& open(int fd, const Peer& peer);
  void moved(uint64_t number);
  void pump(Connection& connection);
  void keep_budget(Connection& connection);
  void take_turn();
  void tick();

  Loop& loop_;
  SessionServices& services_;
  const CaptureLimits limits_;
  std::unordered_map<uint64_t, std::unique_ptr<Connection>> connections_;
  std::unordered_map<uint32_t, size_t> per_uid_;
  uint64_t last_number_ = 0;
  size_t unfinished_bytes_ = 0;
  size_t refused_ = 0;                    // connections that only wait for their client to read why
  std::unordered_set<uint64_t> turning_;  // sessions with a large frame at work
  std::vector<uint64_t> touched_;         // by the group that is being told
  bool store_was_busy_ = false;
  std::function<void(const std::string&)> stored_event_;
  std::function<void()> group_event_;
  Turn turn_;
  Timer timer_;
};

}  // namespace redactd::daemon
