// Masks a stream that arrives in arbitrary pieces.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/engine/redactor.h"

namespace redactd {

// One per stream (a connection, a pipe). Sans-I/O: time is an argument (milliseconds, monotonic).
//
// Complete lines leave at once. An unfinished tail is held back only from where a finding could begin, at most
// kMaxHoldBytes and kHoldDeadlineMs; then it leaves, masked if it is a piece of something. However the input is cut, the
// whole output equals what one piece would have given, but for deadlines that passed in between.
// Raw bytes that are held are wiped when they leave and at destruction.
class StreamRedactor {
 public:
  explicit StreamRedactor(MaskOptions options = {});
  ~StreamRedactor();
  StreamRedactor(StreamRedactor&&) noexcept;
  StreamRedactor& operator=(StreamRedactor&&) noexcept;

  // Takes a piece, appends to `out` what may leave. The snapshot may change between calls; what is held is masked by the
  // newer one.
  MaskReport feed(const Snapshot& snapshot, Redactor& redactor, std::string_view piece, uint64_t now_ms, std::string& out);

  // When tick() must be called to keep the hold-back promise; nullopt: nothing is held.
  std::optional<uint64_t> deadline_ms() const;
  MaskReport tick(const Snapshot& snapshot, Redactor& redactor, uint64_t now_ms, std::string& out);

  // The end of the stream (or a flush): everything leaves and the state is new.
  MaskReport finish(const Snapshot& snapshot, Redactor& redactor, std::string& out);

  // Bytes taken but not yet given out.
  size_t held_bytes() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace redactd
