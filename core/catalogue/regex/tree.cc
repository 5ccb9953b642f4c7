#include "core/catalogue/regex/tree.h"

#include <algorithm>

namespace redactd {

using Kind = RegexNode::Kind;

size_t shortest_match(const RegexNode& node) {
  switch (node.kind) {
    case Kind::kSet: return 1;
    case Kind::kAssertion: return 0;
    case Kind::kRepeat: return static_cast<size_t>(node.min) * shortest_match(node.children[0]);
    case Kind::kConcat: {
      size_t sum = 0;
      for (const RegexNode& child : node.children) sum += shortest_match(child);
      return sum;
    }
    case Kind::kAlternate: {
      size_t least = SIZE_MAX;
      for (const RegexNode& child : node.children) least = std::min(least, shortest_match(child));
      return least == SIZE_MAX ? 0 : least;
    }
  }
  return 0;
}

std::optional<size_t> longest_match(const RegexNode& node) {
  switch (node.kind) {
    case Kind::kSet: return 1;
    case Kind::kAssertion: return 0;
    case Kind::kRepeat: {
      const auto one = longest_match(node.children[0]);
      if (one == size_t{0}) return 0;
      if (!one || node.max == RegexNode::kUnbounded) return std::nullopt;
      return *one * static_cast<size_t>(node.max);
    }
    case Kind::kConcat:
    case Kind::kAlternate: {
      size_t result = 0;
      for (const RegexNode& child : node.children) {
        const auto one = longest_match(child);
        if (!one) return std::nullopt;
        result = node.kind == Kind::kConcat ? result + *one : std::max(result, *one);
      }
      return result;
    }
  }
  return 0;
}

bool may_hold(const RegexNode& node, unsigned char c) {
  if (node.kind == Kind::kSet) return node.set.test(c);
  if (node.kind == Kind::kRepeat && node.max == 0) return false;
  return std::any_of(node.children.begin(), node.children.end(), [c](const RegexNode& child) { return may_hold(child, c); });
}

const RegexNode* first_capture(const RegexNode& node) {
  if (node.captured) return &node;
  for (const RegexNode& child : node.children) {
    if (const RegexNode* found = first_capture(child)) return found;
  }
  return nullptr;
}

namespace {

// Places in the text, by number of the byte before which they stand.
using Places = std::vector<bool>;

bool merge(Places& into, const Places& from) {
  bool grew = false;
  for (size_t i = 0; i < into.size(); ++i) {
    if (from[i] && !into[i]) into[i] = grew = true;
  }
  return grew;
}

// Where the node may end if it begins at one of `starts`.
Places ends_of(const RegexNode& node, std::string_view text, const Places& starts) {
  switch (node.kind) {
    case Kind::kAssertion: return starts;
    case Kind::kSet: {
      Places ends(starts.size());
      for (size_t i = 0; i < text.size(); ++i) ends[i + 1] = starts[i] && node.set.test(byte(text[i]));
      return ends;
    }
    case Kind::kConcat: {
      Places at = starts;
      for (const RegexNode& child : node.children) at = ends_of(child, text, at);
      return at;
    }
    case Kind::kAlternate: {
      Places ends(starts.size());
      for (const RegexNode& child : node.children) merge(ends, ends_of(child, text, starts));
      return ends;
    }
    case Kind::kRepeat: {
      const Places none(starts.size());
      Places at = starts;
      for (int i = 0; i < node.min && at != none; ++i) at = ends_of(node.children[0], text, at);
      Places all = at;
      for (int i = node.min; i != node.max && at != none; ++i) {
        at = ends_of(node.children[0], text, at);
        if (!merge(all, at)) break;
      }
      return all;
    }
  }
  return starts;
}

}  // namespace

bool matches_within(const RegexNode& node, std::string_view text) {
  const Places anywhere(text.size() + 1, true);
  const Places ends = ends_of(node, text, anywhere);
  return std::find(ends.begin(), ends.end(), true) != ends.end();
}

double unfolded_size(const RegexNode& node) {
  if (node.kind == Kind::kSet || node.kind == Kind::kAssertion) return 1;
  double sum = 0;
  for (const RegexNode& child : node.children) sum += unfolded_size(child);
  if (node.kind != Kind::kRepeat) return sum;
  return sum * std::max(1, node.max == RegexNode::kUnbounded ? node.min + 1 : node.max);
}

size_t ExampleRandom::below(size_t n) {
  state_ ^= state_ >> 12;
  state_ ^= state_ << 25;
  state_ ^= state_ >> 27;
  return static_cast<size_t>((state_ * 0x2545f4914f6cdd1dULL) >> 33) % n;
}

namespace {

// Letters and digits are preferred, then what prints: an example should be readable.
char pick(const ByteSet& set, ExampleRandom& random) {
  std::string plain, printable, any;
  for (unsigned c = 0; c < 256; ++c) {
    if (!set.test(c)) continue;
    const char byte_value = static_cast<char>(c);
    any += byte_value;
    if (c > 0x20 && c < 0x7f) printable += byte_value;
    if (is_alnum(byte_value)) plain += byte_value;
  }
  const std::string& from = !plain.empty() ? plain : !printable.empty() ? printable : any;
  return from.empty() ? '\0' : from[random.below(from.size())];
}

void generate(const RegexNode& node, ExampleRandom& random, std::string& out) {
  switch (node.kind) {
    case Kind::kSet: out += pick(node.set, random); return;
    case Kind::kAssertion: return;
    case Kind::kConcat:
      for (const RegexNode& child : node.children) generate(child, random, out);
      return;
    case Kind::kAlternate: generate(node.children[random.below(node.children.size())], random, out); return;
    case Kind::kRepeat: {
      const int span = node.max == RegexNode::kUnbounded ? 8 : node.max - node.min;
      const size_t count = static_cast<size_t>(node.min) + random.below(static_cast<size_t>(std::max(0, span)) + 1);
      for (size_t i = 0; i < count; ++i) generate(node.children[0], random, out);
      return;
    }
  }
}

}  // namespace

std::string generate_match(const RegexNode& node, ExampleRandom& random) {
  std::string out;
  generate(node, random, out);
  return out;
}

}  // namespace redactd
