#include "client/files/scan.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace redactd::files {
namespace {

constexpr uint64_t kMinContextBytes = 64 * 1024;
constexpr uint64_t kMinHoleBytes = 64 * 1024;  // a smaller one is read: that is cheaper than what ends and begins around it

class Scan {
 public:
  Scan(int fd, const Range& range, uint64_t size, bool sparse, drill::Window& window, uint64_t begin, const PieceFn& piece)
      : fd_(fd), range_(range), size_(size), window_(window), piece_(piece), at_(begin), data_end_(sparse ? begin : size) {}

  int run();

 private:
  void settle(size_t bytes, bool last);
  void pass_hole();

  int fd_;
  const Range& range_;
  uint64_t size_;
  drill::Window& window_;
  const PieceFn& piece_;
  uint64_t at_;        // of the next byte to be read
  uint64_t data_end_;  // up to here there is no hole
  std::vector<drill::Match> matches_;
};

void Scan::settle(size_t bytes, bool last) {
  matches_.clear();
  window_.filled(bytes, last, matches_);
  std::erase_if(matches_, [this](const drill::Match& match) { return match.begin >= range_.end; });
  if (!matches_.empty()) piece_(matches_, window_.settled(), window_.settled_begin());
}

// lseek(2), SEEK_DATA. A file system without it says that all is data.
void Scan::pass_hole() {
  off_t data = lseek(fd_, static_cast<off_t>(at_), SEEK_DATA);
  uint64_t next = data >= 0 ? static_cast<uint64_t>(data) : errno == ENXIO ? size_ : at_;
  if (next >= size_ || next - at_ >= kMinHoleBytes) {
    window_.room();
    settle(0, true);
    at_ = std::min(next, size_);
    window_.skip_to(at_);
  }
  off_t end = lseek(fd_, static_cast<off_t>(std::max(at_, next)), SEEK_HOLE);
  data_end_ = end > static_cast<off_t>(at_) ? std::min(static_cast<uint64_t>(end), size_) : size_;
}

int Scan::run() {
  while (at_ < size_ && window_.settled_end() < range_.end) {
    if (at_ >= data_end_) {
      pass_hole();
      if (at_ >= range_.end) return 0;
      continue;
    }
    std::span<char> room = window_.room();
    size_t wanted = static_cast<size_t>(std::min<uint64_t>(room.size(), data_end_ - at_));
    int64_t got = read_at(fd_, room.data(), wanted, at_);
    if (got < 0) return errno;
    at_ += static_cast<uint64_t>(got);
    bool last = at_ >= size_ || static_cast<size_t>(got) < wanted;
    settle(static_cast<size_t>(got), last);
    if (last) return 0;
  }
  return 0;
}

}  // namespace

uint64_t context_bytes(const drill::Target& target) { return std::max<uint64_t>(target.reach_bytes(), kMinContextBytes); }

int64_t read_at(int fd, char* buffer, size_t bytes, uint64_t offset) {
  size_t have = 0;
  while (have < bytes) {
    ssize_t got = pread(fd, buffer + have, bytes - have, static_cast<off_t>(offset + have));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return -1;
    if (got == 0) break;
    have += static_cast<size_t>(got);
  }
  return static_cast<int64_t>(have);
}

int scan(int fd, const Range& range, uint64_t size, bool sparse, const drill::Target& target, Bench& bench, const PieceFn& piece) {
  uint64_t context = context_bytes(target);
  uint64_t begin = range.report_from > context ? range.report_from - context : 0;
  drill::Window& window = bench.window(begin, range.report_from);
  return Scan(fd, range, size, sparse, window, begin, piece).run();
}

}  // namespace redactd::files
