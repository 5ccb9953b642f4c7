// A regular expression as a tree, for questions that RE2 does not answer: how short, how costly, which literals, an example.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"

namespace redactd {

struct RegexNode {
  enum class Kind { kSet, kAssertion, kConcat, kAlternate, kRepeat };
  static constexpr int kUnbounded = -1;

  Kind kind = Kind::kConcat;
  ByteSet set;                     // kSet: one byte of these
  int min = 0;                     // kRepeat
  int max = 0;                     // kRepeat; kUnbounded: no end
  bool captured = false;           // the node is a capturing group
  std::vector<RegexNode> children;
};

// Reads RE2's syntax over bytes (Latin-1). nullopt: something this reader does not know, or nesting above 64.
std::optional<RegexNode> parse_regex(std::string_view pattern);

// Bytes of the shortest match, of the longest (nullopt: unbounded).
size_t shortest_match(const RegexNode& node);
std::optional<size_t> longest_match(const RegexNode& node);

// The first capturing group; nullptr: there is none.
const RegexNode* first_capture(const RegexNode& node);

// True if the pattern matches somewhere in `text`, assertions taken as true. For short texts: time grows with its square.
bool matches_within(const RegexNode& node, std::string_view text);

// True if some match may hold byte `c`.
bool may_hold(const RegexNode& node, unsigned char c);

// How many copies of single bytes RE2 makes of it, about: nested repeats multiply.
double unfolded_size(const RegexNode& node);

// A small deterministic generator (xorshift64*), so that examples are the same on every machine.
class ExampleRandom {
 public:
  explicit ExampleRandom(uint64_t seed) : state_(seed == 0 ? 1 : seed) {}
  size_t below(size_t n);

 private:
  uint64_t state_;
};

// A random match. Unbounded repeats give at most 8 more than their minimum.
std::string generate_match(const RegexNode& node, ExampleRandom& random);

}  // namespace redactd
