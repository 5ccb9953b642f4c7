#include "client/ctl/line_blocks.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace redactd::ctl {
namespace {

constexpr size_t kReadBytes = 256 * 1024;

// Behind the last newline that ends a line of its own; 0: there is none.
size_t cut_of(const std::string& text) {
  for (size_t at = text.rfind('\n'); at != std::string::npos && at > 0; at = text.rfind('\n', at - 1)) {
    if (text[at - 1] != '\\') return at + 1;
  }
  return text.starts_with('\n') ? 1 : 0;
}

}  // namespace

// True: there are `bytes` and more, or the end was reached.
Result<bool> LineBlocks::fill(size_t bytes) {
  while (!ended_ && held_.size() < bytes) {
    const size_t before = held_.size();
    const size_t piece = std::min(bytes - before, kReadBytes);
    held_.resize(before + piece);
    const ssize_t got = read(fd_, held_.data() + before, piece);
    held_.resize(before + (got > 0 ? static_cast<size_t>(got) : 0));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Error{"io.read_failed", std::string("The input cannot be read: ") + strerror(errno) + ".", ""};
    ended_ = got == 0;
  }
  return true;
}

Result<bool> LineBlocks::next(std::string& block) {
  block.clear();
  for (size_t want = block_bytes_;; want *= 2) {
    if (auto filled = fill(want); !filled.ok()) return filled.error();
    const size_t cut = ended_ ? held_.size() : cut_of(held_);
    if (cut == 0 && !ended_ && want < kMaxLineBytes) continue;
    block.assign(held_, 0, cut == 0 ? held_.size() : cut);
    held_.erase(0, block.size());
    return !block.empty();
  }
}

}  // namespace redactd::ctl
