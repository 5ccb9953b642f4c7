#include "client/shim/exec/channel.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "core/base/limits.h"

namespace redactd::shim {

Channel::Channel(link::Fd source, int target, const MakeFilter& make, LineStore* store)
    : source_(std::move(source)), outlet_(target) {
  if (store != nullptr) cutter_.emplace(*store);
  filter_ = make([this](std::string_view masked) {
    give(masked);
    return Status();
  });
}

void Channel::give(std::string_view bytes) {
  outlet_.take(bytes);
  if (cutter_) cutter_->feed(bytes);
}

void Channel::watch(std::vector<pollfd>& entries) const {
  if (done()) {
    entries.insert(entries.end(), kEntries, {-1, 0, 0});
    return;
  }
  const bool room = filter_->can_take() && !outlet_.full();
  entries.push_back({room ? source_.get() : -1, POLLIN, 0});
  entries.push_back(filter_->waits_for());
  entries.push_back(outlet_.waits_for());
}

// The sink never fails, so neither does the filter.
void Channel::serve(const pollfd* entries) {
  if (!filter_->ended()) (void)filter_->serve(entries[1].revents).ok();
  if (entries[0].revents != 0 && source_) read_piece();
  outlet_.write_some(entries[2].revents != 0);
  if (outlet_.error() != 0) close_source();
}

void Channel::read_piece() {
  std::array<char, kReadBytes> piece;
  ssize_t got = read(source_.get(), piece.data(), piece.size());
  if (got < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (got <= 0) {  // a terminal whose other side is closed answers EIO
    close_source();
    return;
  }
  std::string_view bytes(piece.data(), static_cast<size_t>(got));
  if (as_it_is_ && as_it_is_(bytes)) {
    (void)filter_->settle().ok();  // what came before it stays before it
    give(bytes);
  } else {
    (void)filter_->feed(bytes).ok();
  }
}

void Channel::close_source() {
  if (!source_) return;
  source_.reset();
  (void)filter_->end().ok();
}

bool Channel::readable(int wait_ms) const {
  pollfd entry{source_.get(), POLLIN, 0};
  return source_ && poll(&entry, 1, wait_ms) == 1;
}

void Channel::finish_lines() {
  if (cutter_) cutter_->finish();
}

void Channel::settle() {
  if (!filter_->ended()) (void)filter_->settle().ok();
  outlet_.write_some(false);
}

}  // namespace redactd::shim
