#include "core/drill/window.h"

#include <algorithm>
#include <cstring>

namespace redactd::drill {

Window::Window(const Target& target, SecretMemory& memory, uint64_t begin, uint64_t report_from)
    : searcher_(target.make_searcher()), context_(target.reach_bytes()),
      capacity_(2 * context_ + std::max(kPieceBytes, 2 * context_)), base_(begin), report_from_(report_from) {
  buffer_ = memory.allocate(capacity_);
}

std::span<char> Window::room() {
  // Keep the context in front of what is not settled; all before it has been shown.
  const size_t drop = done_ > context_ ? done_ - context_ : 0;
  if (drop > 0) {
    std::memmove(buffer_, buffer_ + drop, size_ - drop);
    base_ += drop;
    size_ -= drop;
    done_ -= drop;
  }
  done_before_ = done_;
  return {buffer_ + size_, capacity_ - size_};
}

void Window::filled(size_t bytes, bool last, std::vector<Match>& matches) {
  size_ += bytes;
  done_before_ = done_;
  const std::string_view text(buffer_, size_);
  const size_t decided = last ? size_ : size_ > context_ ? std::max(done_, size_ - context_) : done_;
  if (decided == done_) return;
  const size_t before = matches.size();
  searcher_->find(text, done_, base_ == 0, last, matches);
  size_t kept = before;
  size_t settled = decided;
  for (size_t i = before; i < matches.size(); ++i) {
    Match& match = matches[i];
    if (match.begin >= decided) continue;
    settled = std::max<size_t>(settled, match.end);
    match.begin += base_;
    match.end += base_;
    for (Segment& part : match.parts) {
      part.begin += base_;
      part.end += base_;
    }
    if (match.begin < report_from_) continue;
    if (kept != i) matches[kept] = std::move(match);
    ++kept;
  }
  matches.resize(kept);
  done_ = settled;
}

std::span<char> Window::settled() { return {buffer_ + done_before_, done_ - done_before_}; }

void Window::skip_to(uint64_t offset) {
  base_ = offset;
  size_ = done_ = done_before_ = 0;
}

}  // namespace redactd::drill
