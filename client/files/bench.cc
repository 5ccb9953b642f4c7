#include "client/files/bench.h"

namespace redactd::files {

char* Bench::Reused::allocate(size_t bytes) {
  // Windows of one target ask for the same sizes in the same order.
  if (next_ < blocks_.size() && blocks_[next_].size == bytes) return blocks_[next_++].bytes;
  blocks_.resize(next_);
  blocks_.push_back({memory_.allocate(bytes), bytes});
  return blocks_[next_++].bytes;
}

}  // namespace redactd::files
