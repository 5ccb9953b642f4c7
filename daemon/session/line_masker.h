// The daemon's one way from raw to masked text.
#pragma once

#include <string>
#include <string_view>

#include "core/engine/redactor.h"
#include "core/engine/stream.h"
#include "daemon/metrics/metrics.h"
#include "daemon/ports/fingerprint.h"
#include "daemon/ports/masked_text.h"
#include "daemon/ports/snapshot_source.h"

namespace redactd::daemon {

// Serves the loop thread. Every call masks by the rules in force at that moment and counts what was found.
class LineMasker {
 public:
  LineMasker(const SnapshotSource& rules, Metrics& metrics) : rules_(rules), metrics_(metrics) {}

  const Snapshot& snapshot() const { return rules_.current(); }

  // For rules with "fingerprint": true; outlives this. Without it their masks carry none.
  void set_fingerprints(Fingerprints& fingerprints) { fingerprints_ = &fingerprints; }
  // What the lines of a user are masked with.
  MaskOptions options_for(uint32_t uid) const;

  // A whole text; `report` gets the findings added.
  MaskedText mask(std::string_view raw, const MaskOptions& options, MaskReport& report);

  // STRUCTURED-DATA of RFC 5424: value by value, each escaped again behind its mask; then as a whole, for what only shows
  // with the name beside the value.
  MaskedText mask_sd(std::string_view raw, const MaskOptions& options, MaskReport& report);

  // A piece of a stream; what may leave is appended to `out`.
  void feed(StreamRedactor& stream, std::string_view piece, uint64_t now_ms, std::string& out, MaskReport& report);
  // flush=1 in the middle of a stream: everything leaves, masked if it is a piece of something; the stream's state stays.
  void release(StreamRedactor& stream, uint64_t now_ms, std::string& out, MaskReport& report);
  void finish(StreamRedactor& stream, std::string& out, MaskReport& report);
  // What feed() and finish() gave, as a text that may be stored. The caller vouches that `out` came from them alone.
  MaskedText from_stream(std::string out) { return MaskedText(std::move(out)); }

 private:
  void add(const MaskReport& part, MaskReport& report);

  const SnapshotSource& rules_;
  Metrics& metrics_;
  Fingerprints* fingerprints_ = nullptr;
  Redactor redactor_;
};

}  // namespace redactd::daemon
