// The engine inside a client: masks where the daemon cannot, with the built-in rules and the published patterns.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/engine/redactor.h"
#include "core/engine/stream.h"

namespace redactd::link {

class LocalEngine {
 public:
  // Directories in which a patterns.json may stand, best first. Nothing is read or compiled before the first use.
  explicit LocalEngine(std::vector<std::string> pattern_dirs);
  ~LocalEngine();
  LocalEngine(LocalEngine&&) noexcept;
  LocalEngine& operator=(LocalEngine&&) noexcept;

  // Where a daemon of `socket_flag` publishes, then the state directories.
  static std::vector<std::string> default_dirs(const std::string& socket_flag, const std::string& state_flag);

  // Does now what the first mask() would have to do first: some 10 ms.
  void prepare();

  // Appends the masked text. Never fails: a patterns.json that cannot be read leaves the built-in rules.
  MaskReport mask(std::string_view text, std::string& out);

  // For streams. The snapshot changes when patterns.json was replaced (looked at no more than once a second).
  const Snapshot& snapshot(uint64_t now_ms);
  Redactor& redactor();
  static MaskOptions options();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace redactd::link
