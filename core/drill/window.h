// A text of any length through a buffer of fixed size: pieces that overlap, each match reported once and whole.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/secret_memory.h"
#include "core/drill/target.h"

namespace redactd::drill {

inline constexpr size_t kPieceBytes = 1024 * 1024;

// Usage: while (!done) { n = read into room(); filled(n, last, matches); use settled(); }
// Sans-I/O: a plain file is read into room() with pread, a compressed one is inflated into it.
class Window {
 public:
  // `begin`: the file offset of the first byte that will be put in. `report_from`: matches that begin before it are context of
  // another range and are not reported. The buffer comes from `memory` and is wiped with it.
  Window(const Target& target, SecretMemory& memory, uint64_t begin = 0, uint64_t report_from = 0);

  // Where the next bytes go; never empty.
  std::span<char> room();

  // `bytes` were put at the front of room(); `last`: the text ends behind them. Appends the matches that are settled, offsets
  // in the file, sorted.
  void filled(size_t bytes, bool last, std::vector<Match>& matches);

  // The bytes that became settled with the last filled(): they hold all of the matches it gave and no piece of a later one.
  // Writable: a rewriter masks them here. Valid until room() is called again.
  std::span<char> settled();
  uint64_t settled_begin() const { return base_ + done_before_; }
  uint64_t settled_end() const { return base_ + done_; }

  // For holes: the next byte stands at `offset`; what was held is settled first (call filled(0, true, ...) before).
  void skip_to(uint64_t offset);

 private:
  std::unique_ptr<Searcher> searcher_;
  size_t context_;       // bytes kept in front of what is not settled yet
  char* buffer_;
  size_t capacity_;
  uint64_t base_;        // file offset of buffer_[0]
  size_t size_ = 0;      // bytes in the buffer
  size_t done_ = 0;      // of which settled
  size_t done_before_ = 0;
  uint64_t report_from_;
};

}  // namespace redactd::drill
