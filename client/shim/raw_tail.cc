#include "client/shim/raw_tail.h"

#include <algorithm>

#include "core/base/bytes.h"

namespace redactd::shim {

void RawTail::clear() {
  wipe(bytes_);
  taken_ = released_ = 0;
}

void RawTail::acknowledge(size_t piece_bytes, size_t held) {
  taken_ = std::min(taken_ + piece_bytes, bytes_.size());
  // A border never moves back: what was given out cannot be held again.
  released_ = std::max(released_, taken_ - std::min(held, taken_));
  // Twice the context before trimming: moving the rest is then cheap against what passed.
  if (released_ > 2 * kContextBytes) trim();
}

void RawTail::trim() {
  size_t cut = released_ - kContextBytes;
  size_t newline = bytes_.find('\n', cut);
  if (newline != std::string::npos && newline < released_) cut = newline + 1;
  bytes_.erase(0, cut);
  taken_ -= cut;
  released_ -= cut;
}

}  // namespace redactd::shim
