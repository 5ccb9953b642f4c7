#include "client/ctl/top/screen.h"

#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>

#include "client/link/clock.h"
#include "client/link/io.h"

namespace redactd::ctl {
namespace {

volatile sig_atomic_t ended = 0, stopped = 0, resized = 0;

void write_out(const std::string& text) { (void)link::write_all(STDOUT_FILENO, text).ok(); }

void on(int number, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;  // no SA_RESTART: poll() shall come back
  sigaction(number, &action, nullptr);
}

winsize size_now() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return {24, 80, 0, 0};
  return size;
}

}  // namespace

Screen::Screen(bool wanted) : drawn_(wanted && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1) {
  ended = 0;
  for (int number : {SIGINT, SIGTERM, SIGHUP}) on(number, [](int) { ended = 1; });
  if (!drawn_) return;
  on(SIGTSTP, [](int) { stopped = 1; });
  on(SIGWINCH, [](int) { resized = 1; });
  tcgetattr(STDIN_FILENO, &before_);
  enter();
}

Screen::~Screen() {
  if (drawn_) leave();
  for (int number : {SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGWINCH}) on(number, SIG_DFL);
}

void Screen::enter() {
  termios keys = before_;
  keys.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
  tcsetattr(STDIN_FILENO, TCSADRAIN, &keys);
  write_out("\033[?1049h\033[?25l");  // the alternate screen, no cursor (xterm, ctlseqs)
}

void Screen::leave() {
  write_out("\033[?25h\033[?1049l");
  tcsetattr(STDIN_FILENO, TCSADRAIN, &before_);
}

size_t Screen::width() const { return drawn_ ? size_now().ws_col : 0; }
size_t Screen::height() const { return drawn_ ? size_now().ws_row - 1u : 0; }

void Screen::draw(const std::string& text) const {
  std::string out = "\033[H";
  for (size_t begin = 0; begin < text.size();) {
    const size_t newline = std::min(text.find('\n', begin), text.size());
    out.append(text, begin, newline - begin).append("\033[K\r\n");
    begin = newline + 1;
  }
  write_out(out + "\033[J");
}

Screen::Wake Screen::wait(uint64_t deadline_ms) {
  for (;;) {
    if (ended != 0) return Wake::kQuit;
    if (stopped != 0) {
      stopped = 0;
      leave();
      on(SIGTSTP, SIG_DFL);
      raise(SIGTSTP);
      on(SIGTSTP, [](int) { stopped = 1; });
      enter();
      return Wake::kResized;
    }
    if (resized != 0) {
      resized = 0;
      return Wake::kResized;
    }
    const uint64_t now = link::monotonic_ms();
    if (now >= deadline_ms) return Wake::kTime;
    pollfd keys{STDIN_FILENO, POLLIN, 0};
    // A signal between the tests above and poll() is seen a quarter of a second later.
    const int ready = poll(&keys, drawn_ ? 1 : 0, static_cast<int>(std::min<uint64_t>(deadline_ms - now, 250)));
    if (ready <= 0) continue;
    char key = 0;
    if (read(STDIN_FILENO, &key, 1) <= 0 || key == 'q' || key == 'Q') return Wake::kQuit;
  }
}

}  // namespace redactd::ctl
