#include "client/shim/exec/terminal.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

namespace redactd::shim {

bool OuterTerminal::is_foreground() const { return tcgetpgrp(fd_) == getpgrp(); }

bool OuterTerminal::is_gone() const { return tcgetpgrp(fd_) < 0; }

void OuterTerminal::take_keys() {
  if (taken_ || !is_foreground() || tcgetattr(fd_, &before_) != 0) return;
  termios raw = before_;
  cfmakeraw(&raw);
  raw.c_cflag = before_.c_cflag;  // a serial line's parity is not ours to change
  // TCSADRAIN: not TCSAFLUSH, which would lose what was typed ahead.
  taken_ = tcsetattr(fd_, TCSADRAIN, &raw) == 0;
}

void OuterTerminal::give_keys_back() {
  if (!taken_) return;
  taken_ = false;
  // In the background the call would stop us, and the terminal is somebody else's.
  if (is_foreground()) tcsetattr(fd_, TCSADRAIN, &before_);
}

Result<Pty> open_pty(int like, bool raw_output) {
  auto failed = [] {
    return Error{"exec.no_terminal", std::string("No terminal could be made: ") + strerror(errno) + ".", "--no-pty does without."};
  };
  Pty pty;
  pty.master.reset(posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK));
  std::array<char, 64> name{};
  if (!pty.master || grantpt(pty.master.get()) != 0 || unlockpt(pty.master.get()) != 0 ||
      ptsname_r(pty.master.get(), name.data(), name.size()) != 0) {
    return failed();
  }
  pty.slave.reset(open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC));
  if (!pty.slave) return failed();
  termios modes{};
  if (tcgetattr(like, &modes) == 0) {
    if (raw_output) modes.c_oflag &= ~static_cast<tcflag_t>(OPOST);
    tcsetattr(pty.slave.get(), TCSANOW, &modes);
  }
  copy_window_size(like, pty.master.get());
  return pty;
}

void copy_window_size(int from, int to) {
  winsize size{};
  if (ioctl(from, TIOCGWINSZ, &size) == 0) ioctl(to, TIOCSWINSZ, &size);
}

}  // namespace redactd::shim
