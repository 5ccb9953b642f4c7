#include "core/import/example.h"

#include <algorithm>

#include "core/import/pattern_cursor.h"

namespace redactd {
namespace {

using Kind = PatternNode::Kind;
constexpr size_t kWideSet = 128;  // a class of so many bytes is a gap, not an alphabet

struct Taste {
  bool optional = false;      // take what may be left out
  int extra = 0;              // so many more than the least number of repeats
  bool gaps_blank = false;    // fill gaps with a separator, not with letters
  bool last_branch = false;   // of alternatives the last one
};

// The plainest members of a set.
ByteSet plain(const ByteSet& set, const Taste& taste) {
  static const ByteSet kAlnum = byte_range('0', '9') | byte_range('A', 'Z') | byte_range('a', 'z');
  if (set.count() == 1) return set;
  if (taste.gaps_blank && set.count() > kWideSet && set.test('=')) return byte_range('=', '=');
  const ByteSet lower = set & byte_range('a', 'z');
  if (set.count() == 2 && lower.count() == 1 && set == fold_case(lower)) return lower;
  if ((set & kAlnum).any()) return set & kAlnum;
  for (const char c : {'=', ':', ' ', '"', '-', '_'}) {
    if (set.test(byte(c))) return byte_range(byte(c), byte(c));
  }
  const ByteSet printable = set & byte_range(' ', '~');
  return printable.any() ? printable : set;
}

PatternNode reduce(const PatternNode& node, const Taste& taste) {
  PatternNode out;
  switch (node.kind) {
    case Kind::kSet: return set_node(plain(node.set, taste));
    case Kind::kEdge:
    case Kind::kLook: return out;
    case Kind::kConcat:
      for (const PatternNode& child : node.children) out.children.push_back(reduce(child, taste));
      return out;
    case Kind::kAlternate: return reduce(taste.last_branch ? node.children.back() : node.children.front(), taste);
    case Kind::kRepeat: break;
  }
  const int least = node.min == 0 && taste.optional ? 1 : node.min;
  const int wanted = least == 0 ? 0 : least + taste.extra;
  const int count = node.max == PatternNode::kUnbounded ? wanted : std::min(wanted, node.max);
  if (count == 0) return out;
  if (count == 1) return reduce(node.children[0], taste);
  out.kind = Kind::kRepeat;
  out.min = out.max = count;
  out.children.push_back(reduce(node.children[0], taste));
  return out;
}

void flatten_reduced(PatternNode& node) {
  std::vector<PatternNode> flat;
  for (PatternNode& child : node.children) {
    flatten_reduced(child);
    if (node.kind == Kind::kConcat && child.kind == Kind::kConcat) {
      std::move(child.children.begin(), child.children.end(), std::back_inserter(flat));
    } else {
      flat.push_back(std::move(child));
    }
  }
  node.children = std::move(flat);
}

}  // namespace

std::vector<std::string> example_patterns(const PatternNode& tree) {
  std::vector<std::string> out;
  for (const bool last_branch : {false, true}) {
    for (const int extra : {0, 8, 24}) {
      for (const bool optional : {false, true}) {
        for (const bool gaps_blank : {false, true}) {
          PatternNode reduced = reduce(tree, {optional, extra, gaps_blank, last_branch});
          flatten_reduced(reduced);
          std::string pattern = write_pattern(reduced);
          if (std::find(out.begin(), out.end(), pattern) == out.end()) out.push_back(std::move(pattern));
        }
      }
    }
  }
  return out;
}

}  // namespace redactd
