// Finds all places of many literals in one pass.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace redactd {

struct Literal {
  std::string bytes;
  bool caseless = false;  // ASCII case is folded
};

struct LiteralSet {
  std::vector<Literal> literals;
};

// Literal number `literal` ends before byte `end`.
struct LiteralHit {
  uint32_t end;
  uint32_t literal;
};

// Working memory of one scan; a scanner makes its own kind. Not shared between threads.
class ScanScratch {
 public:
  virtual ~ScanScratch() = default;
};

// Immutable; scan() may run in any number of threads, each with a scratch of its own. Both implementations report every
// occurrence, overlapping ones too, in no promised order, and are held to a plain search by tests.
class LiteralScanner {
 public:
  virtual ~LiteralScanner() = default;
  virtual std::unique_ptr<ScanScratch> make_scratch() const = 0;
  // Appends the hits in `text` (at most 4 GiB).
  virtual void scan(std::string_view text, ScanScratch& scratch, std::vector<LiteralHit>& hits) const = 0;
};

}  // namespace redactd
