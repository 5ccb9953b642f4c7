// A terminal that is drawn over and over, and given back as it was.
#pragma once

#include <termios.h>

#include <cstddef>
#include <cstdint>
#include <string>

namespace redactd::ctl {

// At most one lives at a time. While it does, keys arrive one by one without echo, and SIGINT, SIGTERM, SIGHUP, SIGTSTP and
// SIGWINCH are its own. Takes no terminal if stdin or stdout is none: it then only waits.
class Screen {
 public:
  enum class Wake { kTime, kResized, kQuit };

  explicit Screen(bool wanted);
  ~Screen();
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  bool drawn() const { return drawn_; }
  size_t width() const;
  size_t height() const;
  // Replaces what is shown.
  void draw(const std::string& text) const;
  // Until `deadline_ms` (monotonic), a key q or Q, a signal that ends, or a new size. Ctrl-Z stops the program meanwhile.
  Wake wait(uint64_t deadline_ms);

 private:
  void enter();
  void leave();

  bool drawn_ = false;
  termios before_{};
};

}  // namespace redactd::ctl
