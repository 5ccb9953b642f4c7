// A regular expression in another tool's dialect as a tree over bytes, and back into RE2's syntax.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace redactd {

struct PatternNode {
  enum class Kind { kSet, kEdge, kConcat, kAlternate, kRepeat, kLook };
  static constexpr int kUnbounded = -1;

  Kind kind = Kind::kConcat;
  ByteSet set;                 // kSet: one byte of these
  char edge = '^';             // kEdge: '^' '$' (of the line), 'b' 'B' (word boundary, and not)
  int min = 0, max = 0;        // kRepeat
  bool lazy = false;           // kRepeat
  bool ahead = true;           // kLook: (?=..) and (?!..), else behind
  bool negative = false;       // kLook
  int group = 0;               // number of the capturing group that this node is; 0: none
  std::string name;            // of that group
  std::vector<PatternNode> children;
};

struct ParsedPattern {
  PatternNode root;
  int groups = 0;
  bool spans_lines = false;  // it asks for newlines by name, or for any byte at all
  bool unicode = false;      // \p{L} and kin stand for their ASCII members and all bytes from 0x80
};

// `vectorscan`: the dialect of tools that search with vectorscan and Rust's regex (an escaped byte is a byte; blanks in a
// class do not count under (?x)); else Go's and Python's (an escaped byte above 0x7f is a character in UTF-8).
// Errors: import.pattern.syntax, .too_large, .backreference, .possessive, .unicode, .unsupported.
Result<ParsedPattern> parse_foreign_pattern(std::string_view pattern, bool vectorscan);

// RE2 syntax over bytes without flags at its head. Lookarounds must be gone.
std::string write_pattern(const PatternNode& node);

// Building blocks.
PatternNode set_node(const ByteSet& set);
PatternNode edge_node(char edge);
PatternNode list_node(PatternNode::Kind kind, std::vector<PatternNode> children);
bool holds_group(const PatternNode& node);
size_t shortest_bytes(const PatternNode& node);
size_t longest_bytes(const PatternNode& node);  // SIZE_MAX: no limit

}  // namespace redactd
