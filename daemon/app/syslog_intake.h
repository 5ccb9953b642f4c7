// From syslog.sock to the sinks: receives at once, masks and stores in slices behind it.
#pragma once

#include <deque>
#include <string>

#include "daemon/ports/clock.h"
#include "daemon/ports/record_store.h"
#include "daemon/rim/uv/datagrams.h"
#include "daemon/session/line_masker.h"

namespace redactd::daemon {

class SyslogIntake {
 public:
  // Owns `fd`.
  SyslogIntake(Loop& loop, int fd, LineMasker& masker, RecordStore& store, const WallClock& clock, Metrics& metrics);

  // The store has room again.
  void resume();
  // At the end: everything that the kernel still holds.
  void drain() { datagrams_.drain(); }
  bool quiet() const { return waiting_.empty(); }

 private:
  struct Waiting {
    std::string bytes;
    Peer peer;
  };
  void take_turn();

  LineMasker& masker_;
  RecordStore& store_;
  const WallClock& clock_;
  Metrics& metrics_;
  std::deque<Waiting> waiting_;
  size_t waiting_bytes_ = 0;
  Turn turn_;
  Datagrams datagrams_;
};

}  // namespace redactd::daemon
