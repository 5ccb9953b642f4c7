// Text that went through the engine. Sinks take nothing else, so that raw text cannot reach a disk by a slip.
#pragma once

#include <string>
#include <utility>

namespace redactd::daemon {

class LineMasker;

// Made by LineMasker alone (daemon/session/line_masker.h).
class MaskedText {
 public:
  MaskedText() = default;  // no text at all

  const std::string& bytes() const { return bytes_; }
  bool empty() const { return bytes_.empty(); }

 private:
  friend class LineMasker;
  explicit MaskedText(std::string bytes) : bytes_(std::move(bytes)) {}
  std::string bytes_;
};

}  // namespace redactd::daemon
