#include "client/shim/exec/runner.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

#include "client/link/clock.h"

namespace redactd::shim {
namespace {

// A terminal hands on what was written to it a moment later; a pipe at once.
constexpr int kLastWordsMs = 30;
// Those left behind may write without a pause: what the command wrote itself has been read by then.
constexpr uint64_t kLeaveMs = 500;

constexpr pollfd kNothing{-1, 0, 0};

void hand_keys(Running& running) {
  if (running.keyboard != nullptr) running.keyboard->outer().take_keys();
}

}  // namespace

int Runner::run() {
  hand_keys(running_);
  std::optional<JobEvent> event;
  for (;;) {
    event = running_.job.next_event();
    if (event && event->kind == JobEvent::kEnded) break;
    if (event) {
      suspend(event->value);
    } else {
      wait_and_serve(-1);
    }
  }
  command_ended_ = true;
  drain();
  if (running_.keyboard != nullptr) running_.keyboard->outer().give_keys_back();
  if (left_behind()) {
    serve_on();
  } else {
    for (const auto& channel : running_.channels) channel->finish_lines();
  }
  return event->value;
}

int Runner::timeout(int at_most_ms) const {
  std::optional<uint64_t> due;
  for (const auto& channel : running_.channels) {
    auto one = channel->done() ? std::nullopt : channel->deadline_ms();
    if (one) due = due ? std::min(*due, *one) : *one;
  }
  if (running_.store != nullptr) {
    if (auto one = running_.store->deadline_ms()) due = due ? std::min(*due, *one) : *one;
  }
  int until_due = poll_timeout(due, link::monotonic_ms());
  if (at_most_ms < 0) return until_due;
  return until_due < 0 ? at_most_ms : std::min(until_due, at_most_ms);
}

// One round: waits for anything, and serves it.
void Runner::wait_and_serve(int timeout_ms) {
  Keyboard* keyboard = terminal_open() ? running_.keyboard : nullptr;
  LineStore* store = running_.store;
  std::vector<pollfd> entries = {{running_.signals.fd(), POLLIN, 0},
                                 {command_ended_ ? -1 : running_.job.fd(), POLLIN, 0},
                                 keyboard != nullptr ? keyboard->waits_for_keys() : kNothing,
                                 keyboard != nullptr ? keyboard->waits_to_hand_on() : kNothing,
                                 store != nullptr ? store->waits_for() : kNothing};
  const size_t first = entries.size();
  for (const auto& channel : running_.channels) channel->watch(entries);
  if (poll(entries.data(), entries.size(), timeout(timeout_ms)) < 0) return;
  if (keyboard != nullptr) keyboard->serve(entries[2].revents, entries[3].revents);
  for (size_t i = 0; i < running_.channels.size(); ++i) {
    if (!running_.channels[i]->done()) running_.channels[i]->serve(entries.data() + first + i * Channel::kEntries);
  }
  if (store != nullptr) store->serve(entries[4].revents);
  if (entries[0].revents != 0) take_signals();
}

void Runner::take_signals() {
  while (auto info = running_.signals.next()) {
    const int number = static_cast<int>(info->ssi_signo);
    if (number == SIGWINCH) {
      if (terminal_open()) copy_window_size(running_.window_from, running_.window_to);
    } else if (number == SIGCONT && !command_ended_) {
      go_on();
    } else if (number != SIGCHLD && number != SIGCONT && !command_ended_) {
      running_.job.pass_on(*info);
    } else if (number == SIGINT || number == SIGTERM || number == SIGHUP || number == SIGQUIT) {
      hurry_ = true;
    }
  }
}

// The command was stopped; so are we, until somebody continues us.
void Runner::suspend(int number) {
  Keyboard* keyboard = running_.keyboard;
  // It read from the background, and has been brought to the front meanwhile.
  const bool asked_for_keys = number == SIGTTIN || number == SIGTTOU;
  if (keyboard != nullptr && asked_for_keys && keyboard->outer().is_foreground()) return go_on();
  // Nobody is left who could bring us to the front: it would be stopped and continued for ever.
  if (keyboard != nullptr && keyboard->outer().is_gone()) return hang_up();
  // What it showed last must stand above the shell's prompt.
  for (int round = 0; round < 50 && std::any_of(running_.channels.begin(), running_.channels.end(), [](const auto& channel) {
         return channel->readable(1) || !channel->quiet();
       });
       ++round) {
    wait_and_serve(kLastWordsMs);
  }
  for (const auto& channel : running_.channels) channel->settle();
  if (keyboard != nullptr) keyboard->outer().give_keys_back();
  running_.job.stop_like(number);
  go_on();
}

// The command gets what a closed window sends, and its own terminal's keys, so that it can say its last words.
void Runner::hang_up() {
  signalfd_siginfo info{};
  info.ssi_signo = SIGHUP;
  running_.job.pass_on(info);
  running_.job.resume(true);
}

void Runner::go_on() {
  hand_keys(running_);
  if (terminal_open()) copy_window_size(running_.window_from, running_.window_to);
  running_.job.resume(running_.keyboard == nullptr || running_.keyboard->outer().has_keys());
}

// The terminal's channel is the first. Once its descriptor is closed, its number may be another's.
bool Runner::terminal_open() const { return running_.window_to >= 0 && running_.channels.front()->source_open(); }

bool Runner::all_done() const {
  return std::all_of(running_.channels.begin(), running_.channels.end(), [](const auto& channel) { return channel->done(); });
}

bool Runner::any_readable() const {
  return std::any_of(running_.channels.begin(), running_.channels.end(), [](const auto& channel) { return channel->readable(0); });
}

// Nothing waits to be written, and closed streams have ended.
bool Runner::own_words_left() const {
  return std::all_of(running_.channels.begin(), running_.channels.end(),
                     [](const auto& channel) { return channel->source_open() ? channel->quiet() : channel->done(); });
}

bool Runner::left_behind() const {
  return std::any_of(running_.channels.begin(), running_.channels.end(), [](const auto& channel) { return channel->source_open(); });
}

// All that the command wrote leaves. Those who still hold its output may write on meanwhile; they are not waited for.
void Runner::drain() {
  const uint64_t begun = link::monotonic_ms();
  bool settled = false;
  while (!hurry_ && !all_done()) {
    if (!left_behind()) {
      wait_and_serve(-1);
      continue;
    }
    const uint64_t waited = link::monotonic_ms() - begun;
    if (waited >= kLeaveMs || (settled && own_words_left())) return;
    if (!settled && waited >= static_cast<uint64_t>(kLastWordsMs) && !any_readable()) {
      settled = true;
      for (const auto& channel : running_.channels) channel->settle();
    } else {
      wait_and_serve(kLastWordsMs);
    }
  }
}

// The caller goes on; a copy stays for what is still written, away from the terminal's signals.
void Runner::serve_on() {
  if (hurry_) return;
  if (running_.store != nullptr) running_.store->finish();
  if (fork() != 0) return;
  if (running_.store != nullptr) running_.store->forget();
  setsid();
  running_.keyboard = nullptr;
  running_.window_to = -1;
  // The input is not ours any more.
  link::Fd nothing(open("/dev/null", O_RDONLY | O_CLOEXEC));
  if (nothing) dup2(nothing.get(), STDIN_FILENO);
  while (!hurry_ && !all_done()) wait_and_serve(-1);
  for (const auto& channel : running_.channels) channel->finish_lines();
  if (running_.store != nullptr) running_.store->finish();
  _exit(0);
}

}  // namespace redactd::shim
