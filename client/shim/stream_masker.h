// A descriptor's bytes, masked as they come: through the daemon, and when that fails through the engine inside.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "client/link/local_engine.h"
#include "client/link/masker.h"
#include "client/shim/local_stream.h"
#include "client/shim/raw_tail.h"
#include "client/shim/remote_stream.h"

namespace redactd::shim {

class StreamMasker {
 public:
  // Takes masked text in order; an error ends the stream.
  using Sink = std::function<Status(std::string_view)>;
  // Looks at each piece before it is masked; false: the piece is not captured.
  using Gate = std::function<bool()>;

  StreamMasker(const link::MaskerOptions& options, link::Keys keys, Sink sink, Gate gate = nullptr);

  // Until end of file, or until `stop` becomes true in a signal handler: then what is held leaves masked. Errors: what
  // the sink said, io.read_failed.
  Status run(int input, const volatile int* stop);

 private:
  Status step(int input);
  Status read_piece(int input);
  Status collect(uint64_t now_ms);
  Status on_time(uint64_t now_ms);
  Status end_stream();
  Status go_local(uint64_t now_ms);
  Status give(std::string_view masked);
  int poll_timeout(uint64_t now_ms) const;
  std::optional<uint64_t> flush_due_ms() const;

  link::LocalEngine engine_;
  Sink sink_;
  Gate gate_;
  std::optional<RemoteStream> remote_;
  std::optional<LocalStream> local_;
  RawTail tail_;
  std::string scratch_;
  uint64_t last_piece_ms_ = 0;
  bool flushed_ = false;  // once after each pause
  bool input_ended_ = false;
  bool ended_ = false;
};

}  // namespace redactd::shim
