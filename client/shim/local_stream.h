// One stream through the engine inside, able to take over in the middle of what the daemon began.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "client/link/local_engine.h"
#include "core/engine/stream.h"

namespace redactd::shim {

class LocalStream {
 public:
  explicit LocalStream(link::LocalEngine& engine) : engine_(engine), stream_(link::LocalEngine::options()) {}

  // `context` was masked and given out by the daemon: only the stream's state is taken from it. `pending` was not.
  void take_over(std::string_view context, std::string_view pending, uint64_t now_ms, std::string& out);

  void feed(std::string_view piece, uint64_t now_ms, std::string& out);
  void tick(uint64_t now_ms, std::string& out);
  void finish(uint64_t now_ms, std::string& out);
  std::optional<uint64_t> deadline_ms() const { return stream_.deadline_ms(); }

 private:
  link::LocalEngine& engine_;
  StreamRedactor stream_;
};

}  // namespace redactd::shim
