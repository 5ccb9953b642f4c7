#include "client/files/formats/git_objects.h"

#include <algorithm>
#include <charconv>

namespace redactd::files {
namespace {

constexpr size_t kMaxLineBytes = 256;

}  // namespace

bool GitObjects::end_of_line() {
  // "<name> <type> <size>"; "<name> missing" where a partial clone lacks one.
  size_t space = line_.rfind(' ');
  if (space == std::string::npos) return false;
  std::string_view last = std::string_view(line_).substr(space + 1);
  uint64_t size = 0;
  auto [end, error] = std::from_chars(last.data(), last.data() + last.size(), size);
  bool is_size = error == std::errc() && end == last.data() + last.size();
  if (!is_size && last != "missing") return false;
  if (is_size) {
    content_end_ = at_ + size;
    objects_.push_back({at_, content_end_});
    state_ = size == 0 ? State::kNewline : State::kContent;
  }
  line_.clear();
  return true;
}

bool GitObjects::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    size_t size = 1;
    switch (state_) {
      case State::kLine: {
        size_t newline = bytes.find('\n');
        size = newline == std::string_view::npos ? bytes.size() : newline + 1;
        if (line_.size() + size > kMaxLineBytes) return false;
        line_.append(bytes.substr(0, newline));
        at_ += size;
        if (newline != std::string_view::npos && !end_of_line()) return false;
        break;
      }
      case State::kContent:
        size = static_cast<size_t>(std::min<uint64_t>(bytes.size(), content_end_ - at_));
        at_ += size;
        if (at_ == content_end_) state_ = State::kNewline;
        break;
      case State::kNewline:
        if (bytes[0] != '\n') return false;
        at_ += size;
        state_ = State::kLine;
        break;
    }
    bytes.remove_prefix(size);
  }
  return true;
}

bool GitObjects::hit(const drill::Match& match) {
  while (!objects_.empty() && objects_.front().end <= match.begin) objects_.pop_front();
  if (objects_.empty() || objects_.front().begin >= match.end) return false;
  if (!objects_.front().is_hit) ++hits_;
  objects_.front().is_hit = true;
  return true;
}

}  // namespace redactd::files
