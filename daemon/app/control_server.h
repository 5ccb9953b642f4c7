// The connections of control.sock and the subscribers among them.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "daemon/control/control_session.h"
#include "daemon/rim/uv/byte_stream.h"

namespace redactd::daemon {

struct ControlLimits {
  uint32_t own_uid = 0;
  bool others = false;                 // false: only the own user and root may connect
  std::optional<uint32_t> ops_gid;     // who may change things
};

class ControlServer {
 public:
  ControlServer(Loop& loop, ControlServices& services, ControlLimits limits);
  ~ControlServer();

  // `in_ops_group`: the peer is a member of the operators' group.
  void accept(int fd, const Peer& peer, bool in_ops_group);
  // To every subscriber; `params_json` is a JSON object.
  void publish(std::string_view params_json);
  bool has_subscribers() const { return subscribers_ > 0; }
  bool quiet() const;

 private:
  struct Connection;
  void moved(uint64_t number);

  Loop& loop_;
  ControlServices& services_;
  const ControlLimits limits_;
  std::unordered_map<uint64_t, std::unique_ptr<Connection>> connections_;
  uint64_t last_number_ = 0;
  size_t subscribers_ = 0;
};

}  // namespace redactd::daemon
