// A capture connection: whatever bytes come and however they are cut, the answers are the same, whole, and bounded.
#include <fuzzer/FuzzedDataProvider.h>

#include "daemon/session/capture_session.h"
#include "tests/fuzz/support.h"

namespace {

using namespace redactd;

// Stores at once; the answers are given when the session has had its turn, as a real store's are.
class MemoryStore : public daemon::RecordStore {
 public:
  void store(const daemon::Record& record, const daemon::StoreTicket& ticket, bool) override {
    bytes += record.text.bytes().size();
    waiting.push_back(ticket.number);
  }
  bool busy() const override { return false; }

  size_t bytes = 0;
  uint64_t seq = 0;
  std::vector<uint64_t> waiting;
};

class FixedClock : public daemon::WallClock {
 public:
  int64_t now_us() const override { return 0; }
};

class CatalogueRules : public daemon::SnapshotSource {
 public:
  const Snapshot& current() const override { return fuzz::catalogue_snapshot(make_hash_scanner); }
};

struct Talk {
  MemoryStore store;
  FixedClock clock;
  CatalogueRules rules;
  daemon::Metrics metrics;
  daemon::LineMasker masker{rules, metrics};
  daemon::SessionServices services{masker, store, metrics, clock, "fuzz"};
  daemon::CaptureSession session{services, 1, daemon::Peer{}};
  std::string answers;

  void settle() {
    for (int turn = 0; turn < 10000 && (session.wants_turn() || !store.waiting.empty()); ++turn) {
      if (session.wants_turn()) session.work(0);
      for (const uint64_t ticket : std::exchange(store.waiting, {})) session.stored(ticket, ++store.seq);
      take();
      session.resume(0);
    }
    take();
  }

  void take() {
    while (!session.pending_output().empty()) {
      const std::string_view pending = session.pending_output();
      answers += pending;
      session.mark_sent(pending.size(), 0);
    }
  }

  void feed(std::string_view bytes) {
    if (session.wants_input()) session.feed(bytes, 0);
    settle();
  }
};

std::string answers_to(std::string_view bytes, const std::vector<size_t>& cuts) {
  Talk talk;
  for (const size_t cut : cuts) {
    const size_t n = cut < bytes.size() ? cut : bytes.size();
    talk.feed(bytes.substr(0, n));
    bytes.remove_prefix(n);
  }
  talk.feed(bytes);
  talk.session.end_of_input();
  talk.settle();
  return talk.answers;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > 16384) return 0;
  FuzzedDataProvider source(data, size);
  std::vector<size_t> cuts(source.ConsumeIntegralInRange<size_t>(0, 12));
  for (size_t& cut : cuts) cut = source.ConsumeIntegralInRange<size_t>(0, 80);
  const std::string bytes = source.ConsumeRemainingBytesAsString();
  fuzz::require(answers_to(bytes, cuts) == answers_to(bytes, {}), "answers do not depend on how the bytes were cut");
  return 0;
}
