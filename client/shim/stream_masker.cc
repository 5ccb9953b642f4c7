#include "client/shim/stream_masker.h"

#include <poll.h>

#include <algorithm>
#include <utility>

#include "client/link/clock.h"
#include "client/link/paths.h"
#include "core/base/limits.h"

namespace redactd::shim {
namespace {

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

StreamMasker::StreamMasker(const link::MaskerOptions& options, const link::Keys& keys, std::shared_ptr<link::LocalEngine> engine,
                           Sink sink)
    : engine_(std::move(engine)), sink_(std::move(sink)), remote_(open_remote(options, keys)) {
  if (!remote_) local_.emplace(*engine_);
}

pollfd StreamMasker::waits_for() const {
  if (!remote_) return {-1, POLLIN, 0};
  return {remote_->fd(), static_cast<short>(remote_->wants_to_send() ? POLLIN | POLLOUT : POLLIN), 0};
}

Status StreamMasker::serve(short events) {
  if (remote_ && events != 0) {
    if (Status status = pump_remote(link::monotonic_ms()); !status.ok()) return status;
  }
  return ended_ ? Status() : on_time(link::monotonic_ms());
}

Status StreamMasker::feed(std::string_view piece) {
  uint64_t now = link::monotonic_ms();
  last_piece_ms_ = now;
  flushed_ = false;
  if (local_) {
    local_->feed(piece, now, scratch_);
    return give({});
  }
  tail_.append(piece);
  remote_->send_piece(piece, now);
  return pump_remote(now);
}

Status StreamMasker::flush() {
  uint64_t now = link::monotonic_ms();
  if (local_) {
    local_->tick(now + kHoldDeadlineMs + 1, scratch_);
    return give({});
  }
  flushed_ = true;
  remote_->send_flush(now);
  return pump_remote(now);
}

Status StreamMasker::settle() {
  if (remote_ && remote_->idle() && tail_.held() == 0) return {};
  if (Status status = flush(); !status.ok()) return status;
  while (remote_ && !remote_->idle()) {
    pollfd entry = waits_for();
    if (poll(&entry, 1, poll_timeout(deadline_ms(), link::monotonic_ms())) < 0) entry.revents = 0;
    if (Status status = serve(entry.revents); !status.ok()) return status;
  }
  return local_ ? flush() : Status();  // the daemon may have failed in between
}

// Moves bytes both ways and gives out what was answered; goes local where the daemon failed.
Status StreamMasker::pump_remote(uint64_t now_ms) {
  Status moved = remote_->pump(now_ms);
  if (Status status = collect(now_ms); !status.ok()) return status;
  return moved.ok() || !remote_ || ended_ ? Status() : go_local(now_ms);
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
  auto due = flush_due_ms();
  return due && *due <= now_ms && remote_->can_take() ? flush() : Status();
}

std::optional<uint64_t> StreamMasker::flush_due_ms() const {
  if (!remote_ || input_ended_ || !remote_->idle() || flushed_ || tail_.held() == 0) return std::nullopt;
  return last_piece_ms_ + kHoldDeadlineMs;
}

std::optional<uint64_t> StreamMasker::deadline_ms() const {
  std::optional<uint64_t> due = local_ ? local_->deadline_ms() : remote_->deadline_ms();
  if (auto flush = flush_due_ms()) due = due ? std::min(*due, *flush) : *flush;
  return due;
}

Status StreamMasker::end() {
  uint64_t now = link::monotonic_ms();
  input_ended_ = true;
  if (local_) {
    local_->finish(now, scratch_);
    ended_ = true;
    return give({});
  }
  remote_->send_end(now);
  return pump_remote(now);
}

// The daemon is given up for the rest of this stream. Every answer that came whole has been given out; all raw bytes behind
// the last one's border are masked here.
Status StreamMasker::go_local(uint64_t now_ms) {
  remote_.reset();
  local_.emplace(*engine_);
  local_->take_over(tail_.context(), tail_.pending(), now_ms, scratch_);
  tail_.clear();
  if (Status status = give({}); !status.ok()) return status;
  return input_ended_ ? end() : Status();
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
