// Four bytes that ordinary text is full of: a literal is better searched for by other four of its own.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace redactd {

// Tells common runs of four bytes from rare ones, case folded (bit 0x20 set). Says of a few rare ones that they are common.
class CommonGrams {
 public:
  CommonGrams();
  bool holds(uint32_t folded) const;

 private:
  std::vector<uint64_t> bits_;
};

}  // namespace redactd
