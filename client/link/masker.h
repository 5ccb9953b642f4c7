// Masks one text: by the daemon within its deadline, else by the engine inside. Never hands back raw text for want of either.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/link/breaker.h"
#include "client/link/connection.h"
#include "client/link/local_engine.h"

namespace redactd::link {

struct Masked {
  std::string text;
  uint64_t findings = 0;
  bool by_daemon = false;
  bool deadline_missed = false;  // the daemon is there, but did not answer in time
  std::vector<std::string> advice;
};

struct MaskerOptions {
  std::string socket_dir;   // flag; empty: search
  std::string state_dir;    // flag; empty: search
  bool local_only = false;  // do not ask the daemon at all
  int min_fd = 0;           // see CaptureConnection::open
};

// Keeps its connection between calls. Not thread-safe. Not to be used across fork(): call forget_connection() in the child.
class Masker {
 public:
  explicit Masker(MaskerOptions options);

  Masked mask(std::string_view text, const Keys& keys);

  // Drops the connection without a word to the daemon.
  void forget_connection() { connection_.reset(); }
  bool daemon_is_shunned() const;

 private:
  std::optional<Masked> ask_daemon(std::string_view text, const Keys& keys);
  bool connect(uint64_t deadline_ms);

  MaskerOptions options_;
  LocalEngine engine_;
  CircuitBreaker breaker_;
  std::optional<CaptureConnection> connection_;
};

}  // namespace redactd::link
