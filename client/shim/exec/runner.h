// Runs a command: moves its streams through the filters, its signals, stops and keys.
#pragma once

#include <sys/signalfd.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/shim/exec/channel.h"
#include "client/shim/exec/job.h"
#include "client/shim/exec/keyboard.h"
#include "client/shim/exec/line_store.h"
#include "client/shim/exec/signals.h"
#include "client/shim/exec/terminal.h"

namespace redactd::shim {

// All of it belongs to the caller and outlives the run. The pointers may be null. A terminal's channel is the first.
struct Running {
  SignalInbox& signals;
  Job& job;
  std::vector<std::unique_ptr<Channel>>& channels;
  Keyboard* keyboard = nullptr;        // where the command has a terminal of its own session
  LineStore* store = nullptr;
  int window_from = -1;                // whose size ...
  int window_to = -1;                  // ... is this one's
};

class Runner {
 public:
  explicit Runner(Running running) : running_(running) {}

  // Until the command has ended and what it wrote has left; returns its status as waitpid(2) gives it. Where others still hold
  // its output open, a copy of this process serves them on, in the background.
  int run();

 private:
  void wait_and_serve(int timeout_ms);
  int timeout(int at_most_ms) const;
  void take_signals();
  void suspend(int number);
  void go_on();
  void hang_up();
  void drain();
  bool terminal_open() const;
  bool all_done() const;
  bool any_readable() const;
  bool own_words_left() const;
  bool left_behind() const;
  void serve_on();

  Running running_;
  bool command_ended_ = false;
  bool hurry_ = false;  // told to end while only the last output waits
};

}  // namespace redactd::shim
