// A stream of text, masked as it comes: through the daemon, and when that fails through the engine inside.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "client/link/local_engine.h"
#include "client/link/masker.h"
#include "client/shim/filter.h"
#include "client/shim/local_stream.h"
#include "client/shim/raw_tail.h"
#include "client/shim/remote_stream.h"

namespace redactd::shim {

class StreamMasker : public Filter {
 public:
  StreamMasker(const link::MaskerOptions& options, const link::Keys& keys, std::shared_ptr<link::LocalEngine> engine, Sink sink);

  bool can_take() const override { return local_ || (remote_ && remote_->can_take()); }
  Status feed(std::string_view piece) override;
  Status flush() override;
  Status settle() override;
  Status end() override;
  bool ended() const override { return ended_; }
  pollfd waits_for() const override;
  std::optional<uint64_t> deadline_ms() const override;
  Status serve(short events) override;

 private:
  Status pump_remote(uint64_t now_ms);
  Status collect(uint64_t now_ms);
  Status on_time(uint64_t now_ms);
  Status go_local(uint64_t now_ms);
  Status give(std::string_view masked);
  std::optional<uint64_t> flush_due_ms() const;

  std::shared_ptr<link::LocalEngine> engine_;
  Sink sink_;
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
