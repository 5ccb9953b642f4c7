// A few pieces out of the middle of what was masked, to look for in raw pages afterwards: a full-text index stores tokens in
// lower case and leaves out what neighbours share, so that neither the value nor its ends need to stand there.
#pragma once

#include <string_view>
#include <vector>

#include "client/link/sodium_memory.h"

namespace redactd::files {

class MiddlePieces {
 public:
  static constexpr size_t kPieceBytes = 16;
  static constexpr size_t kMaxPieces = 16;

  // Takes 16 letters and digits out of the middle of their longest run, in lower case; nothing of a text with no such run.
  void add(std::string_view masked_text);
  bool empty() const { return pieces_.empty(); }

  // Is one of them among the bytes of this file, whatever the case? Reads it to its end.
  bool stand_in(int fd) const;

 private:
  link::SodiumMemory memory_;
  std::vector<std::string_view> pieces_;  // in memory_
};

}  // namespace redactd::files
