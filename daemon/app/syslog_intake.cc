#include "daemon/app/syslog_intake.h"

#include "core/base/bytes.h"
#include "core/base/limits.h"
#include "daemon/session/put_record.h"

namespace redactd::daemon {
namespace {

constexpr size_t kBytesATurn = 256 * 1024;

}  // namespace

SyslogIntake::SyslogIntake(Loop& loop, int fd, LineMasker& masker, RecordStore& store, const WallClock& clock, Metrics& metrics)
    : masker_(masker), store_(store), clock_(clock), metrics_(metrics), turn_(loop, [this] { take_turn(); }),
      datagrams_(loop, fd, [this] { return waiting_bytes_ < kMaxDatagramBacklogBytes; },
                 [this](std::string_view bytes, const Peer& peer) {
                   waiting_.push_back({std::string(bytes), peer});
                   waiting_bytes_ += bytes.size() + sizeof(Waiting);
                   turn_.set(true);
                 }) {}

void SyslogIntake::take_turn() {
  size_t done = 0;
  while (!waiting_.empty() && done < kBytesATurn && !store_.busy()) {
    Waiting& datagram = waiting_.front();
    ++metrics_.requests["syslog"];
    metrics_.count_text(datagram.bytes);
    // Written is enough: a sender of datagrams hears nothing, and the sync follows within the sink's time.
    store_.store(syslog_record(datagram.bytes, datagram.peer, clock_, masker_), StoreTicket{}, true);
    done += datagram.bytes.size() + 64;
    waiting_bytes_ -= datagram.bytes.size() + sizeof(Waiting);
    wipe(datagram.bytes);
    waiting_.pop_front();
  }
  turn_.set(!waiting_.empty() && !store_.busy());
  if (waiting_bytes_ < kMaxDatagramBacklogBytes) datagrams_.resume();
}

void SyslogIntake::resume() {
  if (!waiting_.empty()) turn_.set(true);
}

}  // namespace redactd::daemon
