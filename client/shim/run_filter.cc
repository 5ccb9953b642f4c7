#include "client/shim/run_filter.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string>

#include "client/link/clock.h"

namespace redactd::shim {
namespace {

constexpr size_t kPieceBytes = 64 * 1024;

// True at end of file.
Result<bool> read_piece(Filter& filter, int input, const Gate& gate) {
  std::array<char, kPieceBytes> piece;
  ssize_t got = read(input, piece.data(), piece.size());
  if (got < 0) {
    if (errno == EINTR || errno == EAGAIN) return false;
    // A closed terminal answers EIO: that is its end of file.
    if (errno != EIO) return Error{"io.read_failed", std::string("The input could not be read: ") + strerror(errno) + ".", ""};
    got = 0;
  }
  if (got == 0) return true;
  if (gate && !gate()) return false;
  Status fed = filter.feed({piece.data(), static_cast<size_t>(got)});
  if (!fed.ok()) return fed.error();
  return false;
}

}  // namespace

int poll_timeout(std::optional<uint64_t> due, uint64_t now_ms) {
  if (!due) return -1;
  return *due <= now_ms ? 0 : static_cast<int>(std::min<uint64_t>(*due - now_ms, 60'000));
}

Status run_filter(Filter& filter, int input, const volatile int* stop, const Gate& gate) {
  bool input_ended = false;
  while (!filter.ended()) {
    if (stop != nullptr && *stop != 0 && !input_ended) {
      input_ended = true;
      if (Status status = filter.end(); !status.ok()) return status;
      continue;
    }
    std::array<pollfd, 2> entries{{{-1, POLLIN, 0}, filter.waits_for()}};
    if (!input_ended && filter.can_take()) entries[0].fd = input;
    int ready = poll(entries.data(), entries.size(), poll_timeout(filter.deadline_ms(), link::monotonic_ms()));
    if (ready < 0 && errno != EINTR) return Error{"io.read_failed", std::string("poll: ") + strerror(errno) + ".", ""};
    if (ready < 0) continue;
    // Answers first: a piece that was answered must not be masked a second time.
    if (Status status = filter.serve(entries[1].revents); !status.ok()) return status;
    if (filter.ended() || input_ended || entries[0].revents == 0) continue;
    auto at_end = read_piece(filter, input, gate);
    if (!at_end.ok()) return at_end.error();
    input_ended = *at_end;
    if (!input_ended) continue;
    if (Status status = filter.end(); !status.ok()) return status;
  }
  return {};
}

}  // namespace redactd::shim
