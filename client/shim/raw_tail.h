// The last raw bytes of a stream, and how far their masked form has been given out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace redactd::shim {

// The daemon answers each piece with the number of raw bytes that it holds back, so the border between given out and not
// is exact. Behind the border everything is kept; before it, enough lines for an engine to take up the stream's state
// (an open PEM block, a folded value) in the middle.
class RawTail {
 public:
  static constexpr size_t kContextBytes = 128 * 1024;

  ~RawTail() { clear(); }

  void append(std::string_view piece) { bytes_.append(piece); }

  // The next `piece_bytes` have been taken by the daemon, which now holds back `held` bytes of all it took.
  void acknowledge(size_t piece_bytes, size_t held);

  // Given out already; begins at a line start if more than kContextBytes went by.
  std::string_view context() const { return std::string_view(bytes_).substr(0, released_); }
  // Not yet given out in any form.
  std::string_view pending() const { return std::string_view(bytes_).substr(released_); }
  void clear();
  size_t held() const { return taken_ - released_; }

 private:
  void trim();

  std::string bytes_;
  size_t taken_ = 0;     // bytes_[0, taken_) was acknowledged
  size_t released_ = 0;  // bytes_[0, released_) was given out
};

}  // namespace redactd::shim
