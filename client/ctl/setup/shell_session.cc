#include "client/ctl/setup/shell_session.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "client/link/clock.h"
#include "client/link/fd.h"

namespace redactd::ctl {
namespace {

constexpr uint64_t kSessionMs = 15'000;
constexpr size_t kSeenBytes = 4096;

volatile sig_atomic_t caught_signal = 0;
struct sigaction old_actions[3];
constexpr int kSignals[3] = {SIGINT, SIGTERM, SIGHUP};

std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> result;
  for (const std::string& word : words) result.push_back(const_cast<char*>(word.c_str()));
  result.push_back(nullptr);
  return result;
}

Error interrupted() { return Error{"setup.interrupted", "The proof was interrupted.", "Its folder is gone; run redactctl setup again."}; }

// Ends the shell however far it came: its session's processes get a hang-up from the closed terminal, it gets SIGKILL.
void end(pid_t pid, link::Fd& terminal) {
  terminal.reset();
  for (int i = 0; i < 50; ++i) {
    if (waitpid(pid, nullptr, WNOHANG) == pid) return;
    usleep(10'000);
  }
  kill(pid, SIGKILL);
  waitpid(pid, nullptr, 0);
}

// Reads what the shell prints and types a line at each prompt; ok when the shell has closed its terminal.
Status converse(int terminal, const std::vector<std::string>& lines) {
  const uint64_t deadline = link::monotonic_ms() + kSessionMs;
  const std::string prompt(kProofPrompt);
  std::string seen;
  size_t next = 0;
  for (;;) {
    if (Interrupts::caught() != 0) return interrupted();
    const uint64_t now = link::monotonic_ms();
    if (now >= deadline) return Error{"setup.proof_shell", "The shell gave no prompt within 15 s.", "Look at its start files."};
    pollfd ready{terminal, POLLIN, 0};
    if (poll(&ready, 1, static_cast<int>(std::min<uint64_t>(deadline - now, 200))) <= 0) continue;
    char bytes[4096];
    const ssize_t size = read(terminal, bytes, sizeof bytes);
    if (size <= 0) {
      if (size < 0 && errno == EINTR) continue;
      return {};  // EIO: the other side is closed
    }
    seen.append(bytes, static_cast<size_t>(size));
    const size_t at = seen.rfind(prompt);
    if (at == std::string::npos) {
      if (seen.size() > kSeenBytes) seen.erase(0, seen.size() - prompt.size());
      continue;
    }
    seen.clear();
    if (next == lines.size()) continue;
    const std::string typed = lines[next++] + "\r";
    if (write(terminal, typed.data(), typed.size()) < 0) return {};
  }
}

}  // namespace

Interrupts::Interrupts() {
  caught_signal = 0;
  struct sigaction action {};
  action.sa_handler = [](int number) { caught_signal = number; };
  for (int i = 0; i < 3; ++i) sigaction(kSignals[i], &action, &old_actions[i]);
}

Interrupts::~Interrupts() {
  for (int i = 0; i < 3; ++i) sigaction(kSignals[i], &old_actions[i], nullptr);
}

int Interrupts::caught() { return caught_signal; }

Status run_session(const ShellSession& session) {
  auto argv = pointers(session.argv), environment = pointers(session.environment);
  winsize size{24, 200, 0, 0};
  int master = -1;
  const pid_t pid = forkpty(&master, nullptr, nullptr, &size);
  if (pid == 0) {
    struct sigaction standard {};
    standard.sa_handler = SIG_DFL;
    for (int number : kSignals) sigaction(number, &standard, nullptr);
    execve(argv[0], argv.data(), environment.data());
    _exit(127);
  }
  if (pid < 0) return Error{"setup.proof_shell", "No pseudo-terminal could be had.", "Is /dev/pts mounted?"};
  link::Fd terminal(master);
  fcntl(master, F_SETFD, FD_CLOEXEC);
  Status done = converse(master, session.lines);
  end(pid, terminal);
  return done;
}

}  // namespace redactd::ctl
