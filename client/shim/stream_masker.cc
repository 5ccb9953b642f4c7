#include "client/shim/stream_masker.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "client/link/clock.h"
#include "client/link/paths.h"
#include "core/base/bytes.h"
#include "core/base/limits.h"

namespace redactd::shim {
namespace {

constexpr size_t kPieceBytes = 64 * 1024;

std::optional<RemoteStream> open_remote(const link::MaskerOptions& options, const link::Keys& keys) {
  if (options.local_only) return std::nullopt;
  std::string dir = link::find_socket_dir(options.socket_dir, "capture.sock");
  if (dir.empty()) return std::nullopt;
  uint64_t now = link::monotonic_ms();
  auto fd = link::connect_unix(dir + "/capture.sock", now + kConnectRetryMs);
  if (!fd.ok()) return std::nullopt;
  return RemoteStream(std::move(*fd), keys, now);
}

}  // namespace

StreamMasker::StreamMasker(const link::MaskerOptions& options, link::Keys keys, Sink sink, Gate gate)
    : engine_(link::LocalEngine::default_dirs(options.socket_dir, options.state_dir)),
      sink_(std::move(sink)),
      gate_(std::move(gate)),
      remote_(open_remote(options, keys)) {
  if (!remote_) local_.emplace(engine_);
}

Status StreamMasker::run(int input, const volatile int* stop) {
  while (!ended_) {
    if (stop != nullptr && *stop != 0 && !input_ended_) {
      input_ended_ = true;
      if (Status status = end_stream(); !status.ok()) return status;
      continue;
    }
    if (Status status = step(input); !status.ok()) return status;
  }
  return {};
}

Status StreamMasker::step(int input) {
  std::array<pollfd, 2> entries{{{-1, POLLIN, 0}, {-1, POLLIN, 0}}};
  bool room = local_ || remote_->can_take();
  if (!input_ended_ && room) entries[0].fd = input;
  if (remote_) {
    entries[1].fd = remote_->fd();
    if (remote_->wants_to_send()) entries[1].events = POLLIN | POLLOUT;
  }
  int ready = poll(entries.data(), entries.size(), poll_timeout(link::monotonic_ms()));
  if (ready < 0 && errno != EINTR) return Error{"io.read_failed", std::string("poll: ") + strerror(errno) + ".", ""};
  if (ready < 0) return {};
  uint64_t now = link::monotonic_ms();
  // Answers first: a piece that was answered must not be masked a second time.
  if (remote_ && entries[1].revents != 0) {
    Status moved = remote_->pump(now);
    if (Status status = collect(now); !status.ok()) return status;
    if (!moved.ok() && remote_ && !ended_) {
      if (Status status = go_local(now); !status.ok()) return status;
    }
  }
  if (!ended_ && entries[0].revents != 0) {
    if (Status status = read_piece(input); !status.ok()) return status;
  }
  return ended_ ? Status() : on_time(link::monotonic_ms());
}

Status StreamMasker::read_piece(int input) {
  std::array<char, kPieceBytes> piece;
  ssize_t got = read(input, piece.data(), piece.size());
  if (got < 0) {
    if (errno == EINTR || errno == EAGAIN) return {};
    // A closed terminal answers EIO: that is its end of file.
    if (errno != EIO) return Error{"io.read_failed", std::string("The input could not be read: ") + strerror(errno) + ".", ""};
    got = 0;
  }
  if (got == 0) {
    input_ended_ = true;
    return end_stream();
  }
  if (gate_ && !gate_()) return {};
  std::string_view bytes(piece.data(), static_cast<size_t>(got));
  uint64_t now = link::monotonic_ms();
  last_piece_ms_ = now;
  flushed_ = false;
  if (local_) {
    local_->feed(bytes, now, scratch_);
    return give({});
  }
  tail_.append(bytes);
  remote_->send_piece(bytes, now);
  Status moved = remote_->pump(now);
  if (Status status = collect(now); !status.ok()) return status;
  return moved.ok() || !remote_ || ended_ ? Status() : go_local(now);
}

// Takes all whole answers; goes local where one cannot be believed.
Status StreamMasker::collect(uint64_t now_ms) {
  while (remote_) {
    auto answer = remote_->next_answer();
    if (!answer.ok()) return go_local(now_ms);
    if (!answer->has_value()) return {};
    tail_.acknowledge((*answer)->piece_bytes, (*answer)->held);
    if (Status status = give((*answer)->masked); !status.ok()) return status;
    remote_->excuse(link::monotonic_ms());
    if (remote_->ended()) {
      ended_ = true;
      return {};
    }
  }
  return {};
}

Status StreamMasker::on_time(uint64_t now_ms) {
  if (local_) {
    auto due = local_->deadline_ms();
    if (!due || *due > now_ms) return {};
    local_->tick(now_ms, scratch_);
    return give({});
  }
  auto deadline = remote_->deadline_ms();
  if (deadline && *deadline <= now_ms) {
    // The answer may have come while we were busy ourselves.
    Status moved = remote_->pump(now_ms);
    if (Status status = collect(now_ms); !status.ok() || ended_ || !remote_) return status;
    deadline = remote_->deadline_ms();
    if (!moved.ok() || (deadline && *deadline <= link::monotonic_ms())) return go_local(now_ms);
  }
  auto flush = flush_due_ms();
  if (flush && *flush <= now_ms && remote_->can_take()) {
    flushed_ = true;
    remote_->send_flush(now_ms);
    Status moved = remote_->pump(now_ms);
    if (!moved.ok()) return go_local(now_ms);
  }
  return {};
}

std::optional<uint64_t> StreamMasker::flush_due_ms() const {
  if (!remote_ || input_ended_ || !remote_->idle() || flushed_ || tail_.held() == 0) return std::nullopt;
  return last_piece_ms_ + kHoldDeadlineMs;
}

int StreamMasker::poll_timeout(uint64_t now_ms) const {
  std::optional<uint64_t> due = local_ ? local_->deadline_ms() : remote_->deadline_ms();
  if (auto flush = flush_due_ms()) due = due ? std::min(*due, *flush) : *flush;
  if (!due) return -1;
  return *due <= now_ms ? 0 : static_cast<int>(std::min<uint64_t>(*due - now_ms, 60'000));
}

Status StreamMasker::end_stream() {
  uint64_t now = link::monotonic_ms();
  if (local_) {
    local_->finish(now, scratch_);
    ended_ = true;
    return give({});
  }
  remote_->send_end(now);
  Status moved = remote_->pump(now);
  if (Status status = collect(now); !status.ok()) return status;
  return moved.ok() || !remote_ || ended_ ? Status() : go_local(now);
}

// The daemon is given up for the rest of this stream. Every answer that came whole has been given out; all raw bytes behind
// the last one's border are masked here.
Status StreamMasker::go_local(uint64_t now_ms) {
  remote_.reset();
  local_.emplace(engine_);
  local_->take_over(tail_.context(), tail_.pending(), now_ms, scratch_);
  tail_.clear();
  if (Status status = give({}); !status.ok()) return status;
  return input_ended_ ? end_stream() : Status();
}

// Gives out `masked`, or what the local engine left in the scratch buffer.
Status StreamMasker::give(std::string_view masked) {
  Status status;
  if (!masked.empty()) status = sink_(masked);
  if (status.ok() && !scratch_.empty()) status = sink_(scratch_);
  scratch_.clear();
  return status;
}

}  // namespace redactd::shim
