// A stream of any length in blocks that end at line ends.
#pragma once

#include <string>

#include "core/base/result.h"

namespace redactd::ctl {

class LineBlocks {
 public:
  static constexpr size_t kBlockBytes = size_t{4} << 20;
  static constexpr size_t kMaxLineBytes = size_t{64} << 20;  // a longer line is cut: memory stays bounded

  // `fd` stays the caller's.
  explicit LineBlocks(int fd, size_t block_bytes = kBlockBytes) : fd_(fd), block_bytes_(block_bytes) {}

  // The next block, about `block_bytes` long: up to a newline that no backslash joins to the next line, if there is one. False:
  // the end. Errors: io.read_failed.
  Result<bool> next(std::string& block);

 private:
  Result<bool> fill(size_t bytes);

  int fd_;
  size_t block_bytes_;
  std::string held_;  // read, but not given out
  bool ended_ = false;
};

}  // namespace redactd::ctl
