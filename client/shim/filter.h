// Bytes in, masked bytes out, in order. What a program's output goes through; never blocks longer than the daemon's deadline.
#pragma once

#include <poll.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "core/base/result.h"

namespace redactd::shim {

class Filter {
 public:
  // Takes masked text in order; an error ends the stream.
  using Sink = std::function<Status(std::string_view)>;

  virtual ~Filter() = default;

  // False while as much is under way as may be: feed() is to be called later.
  virtual bool can_take() const = 0;
  // Errors, here and below: what the sink said.
  virtual Status feed(std::string_view piece) = 0;
  // What is held leaves now, masked if it is a piece of something; the stream's state is kept.
  virtual Status flush() = 0;
  // flush(), and waits until all of it has left: at most the daemon's deadline, then the engine inside does it.
  virtual Status settle() = 0;
  // No more will come.
  virtual Status end() = 0;
  // After end(): everything has left.
  virtual bool ended() const = 0;

  // What to poll for besides the input (fd -1: nothing), and until when at most (monotonic milliseconds).
  virtual pollfd waits_for() const = 0;
  virtual std::optional<uint64_t> deadline_ms() const = 0;
  // To be called when poll(2) returns, with what it said of waits_for().
  virtual Status serve(short events) = 0;
};

// Milliseconds for poll(2) until `due`; -1 for ever.
int poll_timeout(std::optional<uint64_t> due, uint64_t now_ms);

}  // namespace redactd::shim
