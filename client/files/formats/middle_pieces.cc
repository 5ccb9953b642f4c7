#include "client/files/formats/middle_pieces.h"

#include <string.h>
#include <unistd.h>

#include <algorithm>

#include "core/base/bytes.h"

namespace redactd::files {

void MiddlePieces::add(std::string_view text) {
  std::string_view best;
  for (size_t at = 0; at < text.size();) {
    size_t end = at;
    while (end < text.size() && is_alnum(text[end])) ++end;
    if (end - at > best.size()) best = text.substr(at, end - at);
    at = end + 1;
  }
  if (best.size() < kPieceBytes || pieces_.size() == kMaxPieces) return;
  best = best.substr((best.size() - kPieceBytes) / 2, kPieceBytes);
  auto same = [&](std::string_view known) { return equals_caseless(known, best); };
  if (std::any_of(pieces_.begin(), pieces_.end(), same)) return;
  char* kept = memory_.allocate(kPieceBytes);
  std::transform(best.begin(), best.end(), kept, to_lower);
  pieces_.emplace_back(kept, kPieceBytes);
}

bool MiddlePieces::stand_in(int fd) const {
  constexpr size_t kRoom = 1024 * 1024, kOverlap = kPieceBytes - 1;
  if (fd < 0 || pieces_.empty()) return false;
  link::SodiumMemory memory;
  char* buffer = memory.allocate(kRoom);
  size_t held = 0;
  for (off_t at = 0;;) {
    ssize_t got = pread(fd, buffer + held, kRoom - held, at);
    if (got <= 0) return false;
    at += got;
    size_t size = held + static_cast<size_t>(got);
    std::transform(buffer + held, buffer + size, buffer + held, to_lower);
    for (std::string_view piece : pieces_) {
      if (memmem(buffer, size, piece.data(), piece.size()) != nullptr) return true;
    }
    held = std::min(size, kOverlap);
    memmove(buffer, buffer + size - held, held);
  }
}

}  // namespace redactd::files
