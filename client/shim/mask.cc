// redact-shim mask: a filter.
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <csignal>
#include <string>

#include "client/link/io.h"
#include "client/shim/flags.h"
#include "client/shim/make_filter.h"
#include "client/shim/messages.h"
#include "client/shim/run_filter.h"
#include "client/shim/verbs.h"

namespace redactd::shim {
namespace {

volatile int stop_signal = 0;  // the only way to tell a running poll(2); set by the handler alone

void note_signal(int number) { stop_signal = number; }

void catch_stop_signals() {
  struct sigaction action {};
  action.sa_handler = note_signal;
  // No SA_RESTART: the wait must end, so that what is held can leave masked.
  for (int number : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before {};
    if (sigaction(number, nullptr, &before) == 0 && before.sa_handler == SIG_IGN) continue;
    sigaction(number, &action, nullptr);
  }
}

// A terminal in line mode that shows nothing of what is typed: a password prompt. Raw mode (an editor, a shell's line
// editor) has echo off too, and is none.
bool echo_is_off(int fd) {
  termios mode{};
  return tcgetattr(fd, &mode) == 0 && (mode.c_lflag & ECHO) == 0 && (mode.c_lflag & ICANON) != 0;
}

}  // namespace

int run_mask(Arguments arguments) {
  link::MaskerOptions options;
  bool follow_tty = false;
  bool json_lines = false;
  FlagReader flags(arguments);
  while (flags.next()) {
    if (flags.is("--follow-tty")) {
      follow_tty = true;
    } else if (flags.is("--local")) {
      options.local_only = true;
    } else if (flags.is("--jsonl")) {
      json_lines = true;
    } else if (!flags.takes("--socket-dir", options.socket_dir) && !flags.takes("--state-dir", options.state_dir)) {
      return usage_error("shim.usage", "mask: argument " + std::to_string(flags.position()) + " is no option of it.");
    }
    if (flags.value_missing()) return usage_error("shim.usage", "mask: the last option lacks its value.");
  }
  catch_stop_signals();
  auto to_stdout = [](std::string_view masked) { return link::write_all(STDOUT_FILENO, masked); };
  Gate gate;
  if (follow_tty && isatty(STDIN_FILENO) == 1) gate = [] { return !echo_is_off(STDIN_FILENO); };
  auto filter = make_filter(options, {{"stream", "log"}}, json_lines, make_engine(options), to_stdout);
  Status status = run_filter(*filter, STDIN_FILENO, &stop_signal, gate);
  if (!status.ok()) {
    complain(status.error());
    return kExitIo;
  }
  return stop_signal == 0 ? 0 : 128 + stop_signal;
}

}  // namespace redactd::shim
