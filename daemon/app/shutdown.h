// From SIGTERM to the end: what is under way gets a moment to arrive, then what arrived is finished.
#pragma once

#include <functional>

#include "daemon/rim/uv/handles.h"

namespace redactd::daemon {

struct Drain {
  std::function<void()> stop_reading;
  std::function<void()> take_datagrams;
  std::function<bool()> quiet;
};

class Shutdown {
 public:
  // Stops the loop once all is quiet, after `most_ms` at the latest.
  Shutdown(Loop& loop, uint64_t most_ms, Drain drain);

 private:
  void look();

  Loop& loop_;
  const uint64_t read_until_ms_, end_ms_;
  Drain drain_;
  bool stopped_reading_ = false;
  Timer timer_;
};

}  // namespace redactd::daemon
