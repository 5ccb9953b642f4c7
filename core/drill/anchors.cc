#include "core/drill/anchors.h"

namespace redactd::drill {

void Anchors::add(std::string_view spelling, size_t offset, size_t length, const Anchor& anchor) {
  const std::string_view bytes = spelling.substr(offset, length);
  if (bytes.size() < length) return;
  Anchor placed = anchor;
  placed.offset = static_cast<uint32_t>(offset);
  for (size_t i = 0; i < set_.literals.size(); ++i) {
    if (set_.literals[i].bytes == bytes) return anchors_[i].push_back(placed);
  }
  set_.literals.push_back({std::string(bytes), false});
  anchors_.push_back({placed});
}

}  // namespace redactd::drill
