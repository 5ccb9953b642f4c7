// Short literals of which at least one stands in every place that shows the value: what one fast pass searches for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/secret_view.h"
#include "core/drill/spelling.h"
#include "core/engine/scan/literal_scanner.h"

namespace redactd::drill {

// What a hit of a literal means.
enum class Role : uint8_t {
  kHead,    // it begins a spelling
  kSecond,  // it stands behind a spelling's head: the head itself may be cut by a break or a colour
  kTail,    // it ends the plain value
};

struct Anchor {
  uint32_t needle;    // which value: 0 the whole, then its lines
  uint32_t spelling;  // of that value
  Role role;
  uint32_t offset;    // of the literal inside the spelling
};

// Literals are pieces of the secret in ordinary memory (the scanner keeps them): at most 8 bytes behind a public prefix, and
// never a whole value.
class Anchors {
 public:
  void add(std::string_view spelling, size_t offset, size_t length, const Anchor& anchor);
  const LiteralSet& literals() const { return set_; }
  const std::vector<Anchor>& behind(uint32_t literal) const { return anchors_[literal]; }
  size_t size_of(uint32_t literal) const { return set_.literals[literal].bytes.size(); }

 private:
  LiteralSet set_;
  std::vector<std::vector<Anchor>> anchors_;  // by literal
};

}  // namespace redactd::drill
