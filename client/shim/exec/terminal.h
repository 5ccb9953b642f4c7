// The terminal that we were started on, and the one that we make for the command.
#pragma once

#include <termios.h>

#include "client/link/fd.h"
#include "core/base/result.h"

namespace redactd::shim {

// The user's terminal. Whoever takes the keys gives them back: the destructor does, too.
class OuterTerminal {
 public:
  explicit OuterTerminal(int fd) : fd_(fd) {}
  ~OuterTerminal() { give_keys_back(); }
  OuterTerminal(const OuterTerminal&) = delete;
  OuterTerminal& operator=(const OuterTerminal&) = delete;

  int fd() const { return fd_; }
  // Our process group is the one that may read it.
  bool is_foreground() const;
  // Its window was closed: it has no foreground any more, and never will.
  bool is_gone() const;
  // Raw mode: each key comes as it is, at once. Nothing happens in the background.
  void take_keys();
  void give_keys_back();
  // Somebody else has them: nothing is to be restored.
  void leave_keys() { taken_ = false; }
  bool has_keys() const { return taken_; }

 private:
  int fd_;
  bool taken_ = false;
  termios before_{};
};

struct Pty {
  link::Fd master;  // non-blocking
  link::Fd slave;
};

// A terminal with the modes and the size of `like`; `raw_output`: newlines pass as they are, because a terminal behind it sees to
// them. Errors: exec.no_terminal.
Result<Pty> open_pty(int like, bool raw_output);

void copy_window_size(int from, int to);

}  // namespace redactd::shim
