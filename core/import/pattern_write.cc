#include <algorithm>

#include "core/import/pattern.h"

namespace redactd {
namespace {

using Kind = PatternNode::Kind;

std::string hex_escape(unsigned c) {
  static constexpr char kDigits[] = "0123456789abcdef";
  return {'\\', 'x', kDigits[c >> 4], kDigits[c & 15]};
}

// `special`: the bytes that a backslash takes their meaning from.
std::string byte_text(unsigned c, std::string_view special) {
  switch (c) {
    case '\n': return "\\n";
    case '\t': return "\\t";
    case '\r': return "\\r";
    case '\f': return "\\f";
    default: break;
  }
  if (c < 0x20 || c >= 0x7f) return hex_escape(c);
  const char letter = static_cast<char>(c);
  return special.find(letter) == std::string_view::npos ? std::string(1, letter) : std::string{'\\', letter};
}

std::string class_text(const ByteSet& set) {
  static constexpr std::string_view kSpecial = "\\[]^-{}";
  std::string out;
  for (unsigned c = 0; c < 256; ++c) {
    if (!set.test(c)) continue;
    unsigned end = c;
    while (end + 1 < 256 && set.test(end + 1)) ++end;
    out += byte_text(c, kSpecial);
    if (end > c + 1) out += '-';
    if (end > c) out += byte_text(end, kSpecial);
    c = end;
  }
  return out;
}

std::string set_text(const ByteSet& set) {
  if (set.count() == 1) return byte_text(static_cast<unsigned>(set._Find_first()), "\\.+*?()|[]{}^$");
  ByteSet all_but_newline;
  all_but_newline.set().reset('\n');
  if (set == all_but_newline) return ".";
  return set.count() > 128 ? "[^" + class_text(~set) + "]" : "[" + class_text(set) + "]";
}

// One letter in both cases.
bool is_letter_pair(const PatternNode& node) {
  if (node.kind != Kind::kSet || node.set.count() != 2) return false;
  const size_t first = node.set._Find_first();
  return first >= 'A' && first <= 'Z' && node.set.test(first + 32);
}

// What may stand inside (?i:..) without changing its meaning.
bool is_caseless_leaf(const PatternNode& node) {
  if (is_letter_pair(node)) return true;
  return node.kind == Kind::kSet && node.set.count() == 1 && node.set._Find_first() < 0x80 && !is_alpha(static_cast<char>(node.set._Find_first()));
}

std::string alternatives_text(const PatternNode& node) {
  std::string out;
  for (const PatternNode& child : node.children) {
    if (&child != &node.children.front()) out += '|';
    out += write_pattern(child);
  }
  return out;
}

// As one operand of a concatenation.
std::string operand_text(const PatternNode& node) {
  if (node.kind == Kind::kConcat && node.group == 0 && node.children.size() == 1) return operand_text(node.children[0]);
  return node.kind == Kind::kAlternate && node.group == 0 ? "(?:" + alternatives_text(node) + ")" : write_pattern(node);
}

std::string concat_text(const PatternNode& node) {
  std::string out;
  const auto& list = node.children;
  if (list.size() == 1) return write_pattern(list[0]);
  for (size_t i = 0; i < list.size();) {
    size_t end = i;
    if (is_letter_pair(list[i])) {
      while (end < list.size() && is_caseless_leaf(list[end])) ++end;
      while (end > i && !is_letter_pair(list[end - 1])) --end;
    }
    if (end < i + 2) {
      out += operand_text(list[i++]);
      continue;
    }
    out += "(?i:";
    for (; i < end; ++i) {
      ByteSet lower = list[i].set;
      if (is_letter_pair(list[i])) lower.reset(lower._Find_first());
      out += set_text(lower);
    }
    out += ')';
  }
  return out;
}

std::string repeat_text(const PatternNode& node) {
  const PatternNode& child = node.children[0];
  std::string out = child.kind == Kind::kSet && child.group == 0 ? set_text(child.set)
                    : child.group != 0                          ? write_pattern(child)
                                                                : "(?:" + write_pattern(child) + ")";
  if (node.min == 0 && node.max == PatternNode::kUnbounded) out += '*';
  else if (node.min == 1 && node.max == PatternNode::kUnbounded) out += '+';
  else if (node.min == 0 && node.max == 1) out += '?';
  else if (node.max == PatternNode::kUnbounded) out += "{" + std::to_string(node.min) + ",}";
  else if (node.min == node.max) out += "{" + std::to_string(node.min) + "}";
  else out += "{" + std::to_string(node.min) + "," + std::to_string(node.max) + "}";
  return node.lazy && node.min != node.max ? out + "?" : out;
}

}  // namespace

std::string write_pattern(const PatternNode& node) {
  std::string out;
  switch (node.kind) {
    case Kind::kSet: out = set_text(node.set); break;
    case Kind::kEdge: out = node.edge == '^' || node.edge == '$' ? std::string(1, node.edge) : std::string{'\\', node.edge}; break;
    case Kind::kConcat: out = concat_text(node); break;
    case Kind::kAlternate: out = alternatives_text(node); break;
    case Kind::kRepeat: out = repeat_text(node); break;
    case Kind::kLook: break;
  }
  return node.group != 0 ? "(" + out + ")" : out;
}

PatternNode set_node(const ByteSet& set) {
  PatternNode node;
  node.kind = Kind::kSet;
  node.set = set;
  return node;
}

PatternNode edge_node(char edge) {
  PatternNode node;
  node.kind = Kind::kEdge;
  node.edge = edge;
  return node;
}

PatternNode list_node(PatternNode::Kind kind, std::vector<PatternNode> children) {
  PatternNode node;
  node.kind = kind;
  node.children = std::move(children);
  return node;
}

bool holds_group(const PatternNode& node) {
  return node.group != 0 || std::any_of(node.children.begin(), node.children.end(), holds_group);
}

size_t longest_bytes(const PatternNode& node) {
  if (node.kind == Kind::kSet) return 1;
  size_t bytes = 0;
  for (const PatternNode& child : node.children) {
    const size_t more = longest_bytes(child);
    if (more == SIZE_MAX) return more;
    bytes = node.kind == Kind::kAlternate ? std::max(bytes, more) : bytes + more;
  }
  if (node.kind == Kind::kLook) return 0;
  if (node.kind != Kind::kRepeat || bytes == 0) return bytes;
  return node.max == PatternNode::kUnbounded ? SIZE_MAX : bytes * static_cast<size_t>(node.max);
}

size_t shortest_bytes(const PatternNode& node) {
  size_t bytes = 0;
  switch (node.kind) {
    case Kind::kSet: return 1;
    case Kind::kEdge:
    case Kind::kLook: return 0;
    case Kind::kConcat:
      for (const PatternNode& child : node.children) bytes += shortest_bytes(child);
      return bytes;
    case Kind::kAlternate:
      bytes = SIZE_MAX;
      for (const PatternNode& child : node.children) bytes = std::min(bytes, shortest_bytes(child));
      return bytes;
    case Kind::kRepeat: return static_cast<size_t>(node.min) * shortest_bytes(node.children[0]);
  }
  return 0;
}

}  // namespace redactd
