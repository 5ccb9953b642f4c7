#include "daemon/app/shutdown.h"

namespace redactd::daemon {
namespace {

constexpr uint64_t kLastReadsMs = 50;  // what clients had sent before they could know
constexpr uint64_t kLookMs = 5;

}  // namespace

Shutdown::Shutdown(Loop& loop, uint64_t most_ms, Drain drain)
    : loop_(loop), read_until_ms_(loop.now_ms() + kLastReadsMs), end_ms_(loop.now_ms() + most_ms), drain_(std::move(drain)),
      timer_(loop, [this] { look(); }) {
  timer_.start(kLookMs, kLookMs);
}

void Shutdown::look() {
  drain_.take_datagrams();
  if (!stopped_reading_ && loop_.now_ms() >= read_until_ms_) {
    stopped_reading_ = true;
    drain_.stop_reading();
  }
  if ((stopped_reading_ && drain_.quiet()) || loop_.now_ms() >= end_ms_) loop_.stop();
}

}  // namespace redactd::daemon
