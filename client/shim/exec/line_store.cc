#include "client/shim/exec/line_store.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "client/link/clock.h"
#include "client/link/paths.h"
#include "client/shim/filter.h"
#include "core/base/limits.h"
#include "core/terminal/visible.h"
#include "core/wire/capture.h"

namespace redactd::shim {
namespace {

constexpr size_t kMaxOnTheWay = 64;

std::string request(const link::Keys& keys, const std::string& line) {
  wire::RequestHeader header;
  header.verb = "put";
  header.length = line.size();
  header.keys = keys;
  std::string bytes = wire::format_request_header(header);
  if (bytes.empty() || bytes.back() != '\n') bytes += '\n';
  return bytes + line;
}

}  // namespace

LineStore::LineStore(std::string socket_dir, const std::string& tag)
    : socket_dir_(std::move(socket_dir)),
      keys_{{"stream", "log"}, {"tag", tag}, {"pid", std::to_string(getpid())}, {"sync", "later"}} {}

void LineStore::add(std::string line) {
  if (line.empty()) return;
  if (waiting_bytes_ + line.size() > kMaxWaitingBytes) {
    ++lost_;
    return;
  }
  waiting_bytes_ += line.size();
  waiting_.push_back(std::move(line));
  serve(0);
}

void LineStore::connect() {
  uint64_t now = link::monotonic_ms();
  if (now < next_try_ms_) return;
  next_try_ms_ = now + kRetryMs;
  std::string dir = link::find_socket_dir(socket_dir_, "capture.sock");
  if (dir.empty()) return;
  auto opened = link::connect_unix(dir + "/capture.sock", now);
  if (opened.ok()) fd_ = std::move(*opened);
}

void LineStore::drop_connection() {
  fd_.reset();
  reader_ = link::ReplyReader();
  outgoing_.clear();
  outgoing_at_ = sent_ = 0;
  next_try_ms_ = link::monotonic_ms() + kRetryMs;
}

pollfd LineStore::waits_for() const {
  if (!fd_) return {-1, 0, 0};
  return {fd_.get(), static_cast<short>(outgoing_at_ < outgoing_.size() ? POLLIN | POLLOUT : POLLIN), 0};
}

std::optional<uint64_t> LineStore::deadline_ms() const {
  if (fd_ || idle()) return std::nullopt;
  return next_try_ms_;
}

void LineStore::serve(short) {
  if (!fd_ && !idle()) connect();
  if (fd_) move_bytes();
}

void LineStore::move_bytes() {
  take_replies();
  while (fd_ && (outgoing_at_ < outgoing_.size() || (sent_ < waiting_.size() && sent_ < kMaxOnTheWay))) {
    if (outgoing_at_ == outgoing_.size()) {
      outgoing_ = request(keys_, waiting_[sent_++]);
      outgoing_at_ = 0;
    }
    ssize_t sent = send(fd_.get(), outgoing_.data() + outgoing_at_, outgoing_.size() - outgoing_at_, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && errno != EAGAIN) return drop_connection();
    if (sent < 0) return;
    outgoing_at_ += static_cast<size_t>(sent);
  }
}

void LineStore::take_replies() {
  std::array<char, 4096> chunk;
  for (;;) {
    ssize_t got = recv(fd_.get(), chunk.data(), chunk.size(), MSG_DONTWAIT);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EAGAIN) break;
    if (got <= 0) return drop_connection();
    reader_.feed({chunk.data(), static_cast<size_t>(got)});
  }
  for (;;) {
    auto reply = reader_.next();
    if (!reply.ok() || (reply->has_value() && sent_ == 0)) return drop_connection();
    if (!reply->has_value()) return;
    if (!(*reply)->ok) ++lost_;
    progress_ms_ = link::monotonic_ms();
    waiting_bytes_ -= waiting_.front().size();
    waiting_.pop_front();
    --sent_;
  }
}

size_t LineStore::finish() {
  progress_ms_ = link::monotonic_ms();
  next_try_ms_ = 0;
  while (!idle()) {
    serve(0);
    const uint64_t end = progress_ms_ + kEndMs;
    const uint64_t now = link::monotonic_ms();
    if (idle() || now >= end || (!fd_ && link::find_socket_dir(socket_dir_, "capture.sock").empty())) break;
    pollfd entry = waits_for();
    poll(&entry, 1, poll_timeout(fd_ ? end : std::min(end, next_try_ms_), now));
  }
  return lost_ + waiting_.size();
}

void LineStore::forget() {
  waiting_.clear();
  waiting_bytes_ = lost_ = 0;
  drop_connection();
  next_try_ms_ = 0;
}

void LineCutter::feed(std::string_view masked) {
  while (!masked.empty()) {
    size_t newline = masked.find('\n');
    line_.append(masked.substr(0, newline));
    if (newline == std::string_view::npos && line_.size() < LineStore::kMaxLineBytes) return;
    finish();
    masked.remove_prefix(newline == std::string_view::npos ? masked.size() : newline + 1);
  }
}

// As a reader of the terminal saw it; colours tell nothing in a log.
void LineCutter::finish() {
  if (!line_.empty() && line_.back() == '\r') line_.pop_back();
  if (hides_bytes(line_)) {
    VisibleText seen;
    make_visible(line_, seen);
    line_ = std::move(seen.text);
  }
  store_.add(std::move(line_));
  line_.clear();
}

}  // namespace redactd::shim
