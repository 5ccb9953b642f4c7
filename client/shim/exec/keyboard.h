// The user's keys on their way to the command's terminal.
#pragma once

#include <poll.h>

#include <string>

#include "client/shim/exec/terminal.h"
#include "client/shim/exec/typed_echo.h"

namespace redactd::shim {

class Keyboard {
 public:
  // `master` is borrowed; `echo` learns what was typed.
  Keyboard(int outer, int master, TypedEcho& echo) : outer_(outer), master_(master), echo_(echo) {}
  ~Keyboard();

  OuterTerminal& outer() { return outer_; }
  pollfd waits_for_keys() const;
  pollfd waits_to_hand_on() const;
  void serve(short keys, short hand_on);

 private:
  OuterTerminal outer_;
  int master_;
  TypedEcho& echo_;
  std::string pending_;
  bool ended_ = false;
};

}  // namespace redactd::shim
