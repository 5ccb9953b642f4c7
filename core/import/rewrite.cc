#include "core/import/rewrite.h"

#include <algorithm>
#include <optional>

namespace redactd {
namespace {

using Kind = PatternNode::Kind;
constexpr size_t kMaxVariants = 8;
constexpr int kMaxCount = 1000;      // RE2's own limit
constexpr int kOpenEndAbove = 16;

bool is_empty(const PatternNode& node) { return node.kind == Kind::kConcat && node.group == 0 && node.children.empty(); }

// The set that a node is, if it is one byte of a set: a set, or alternatives of them.
std::optional<ByteSet> single_set(const PatternNode& node) {
  if (node.kind == Kind::kSet) return node.set;
  if (node.kind == Kind::kConcat && node.children.size() == 1) return single_set(node.children[0]);
  if (node.kind != Kind::kAlternate) return std::nullopt;
  ByteSet all;
  for (const PatternNode& child : node.children) {
    const auto set = single_set(child);
    if (!set) return std::nullopt;
    all |= *set;
  }
  return all;
}

// The lookaround as something that is consumed; nullopt: it cannot be.
std::optional<PatternNode> consumed(const PatternNode& look) {
  const char edge = look.ahead ? '$' : '^';
  if (!look.negative) return look.children[0];
  const auto set = single_set(look.children[0]);
  if (!set) return std::nullopt;
  return list_node(Kind::kAlternate, {set_node(~*set), edge_node(edge)});
}

bool holds_look(const PatternNode& node) {
  return node.kind == Kind::kLook || std::any_of(node.children.begin(), node.children.end(), holds_look);
}

// Edges and lookarounds at one end of a group move out of it, so that what they consume is not masked.
void move_out(PatternNode& concat, bool at_end) {
  if (concat.children.empty()) return;
  const size_t place = at_end ? concat.children.size() - 1 : 0;
  PatternNode& outer = concat.children[place];
  if (outer.kind != Kind::kConcat || outer.children.empty()) return;
  move_out(outer, at_end);
  const auto movable = [](const PatternNode& node) { return node.kind == Kind::kLook || node.kind == Kind::kEdge; };
  auto& inner = outer.children;
  std::vector<PatternNode> moved;
  while (!inner.empty() && movable(at_end ? inner.back() : inner.front())) {
    moved.push_back(std::move(at_end ? inner.back() : inner.front()));
    inner.erase(at_end ? inner.end() - 1 : inner.begin());
  }
  if (at_end) std::reverse(moved.begin(), moved.end());
  const auto where = concat.children.begin() + static_cast<std::ptrdiff_t>(at_end ? place + 1 : place);
  concat.children.insert(where, std::make_move_iterator(moved.begin()), std::make_move_iterator(moved.end()));
}

// With the edge of the line as a further alternative, where the node can be a newline. `outside`: the secret is a group
// elsewhere, so that a run of bytes is no part of it.
void admit_edge(PatternNode& node, char edge, bool outside) {
  if (holds_group(node)) return;
  const bool one_or_more = outside && node.kind == Kind::kRepeat && node.min == 1;
  const PatternNode& byte_node = one_or_more ? node.children[0] : node;
  if (byte_node.kind == Kind::kSet && byte_node.set.test('\n')) {
    node = list_node(Kind::kAlternate, {node, edge_node(edge)});
  } else if (node.kind == Kind::kAlternate) {
    const bool admits = std::any_of(node.children.begin(), node.children.end(), [](const PatternNode& child) {
      const auto set = single_set(child);
      return set && set->test('\n');
    });
    const bool stands_there = std::any_of(node.children.begin(), node.children.end(),
                                          [&](const PatternNode& child) { return child.kind == Kind::kEdge && child.edge == edge; });
    if (admits && !stands_there) node.children.push_back(edge_node(edge));
  } else if (node.kind == Kind::kConcat && !node.children.empty()) {
    admit_edge(edge == '$' ? node.children.back() : node.children.front(), edge, outside);
  }
}

}  // namespace

void flatten(PatternNode& node) {
  for (PatternNode& child : node.children) flatten(child);
  if (node.kind == Kind::kAlternate && node.children.size() == 1) node = PatternNode(std::move(node.children[0]));
  if (node.kind == Kind::kRepeat && (node.max == 0 || is_empty(node.children[0]))) node = {};
  if (node.kind != Kind::kConcat) return;
  std::vector<PatternNode> flat;
  for (PatternNode& child : node.children) {
    if (child.kind == Kind::kConcat && child.group == 0) {
      std::move(child.children.begin(), child.children.end(), std::back_inserter(flat));
    } else {
      flat.push_back(std::move(child));
    }
  }
  node.children = std::move(flat);
  if (node.group == 0 && node.children.size() == 1) node = PatternNode(std::move(node.children[0]));
}

std::vector<PatternNode> split_alternatives(const PatternNode& node) {
  if (node.group != 0 || !holds_group(node) || node.kind == Kind::kRepeat || node.kind == Kind::kLook) return {node};
  std::vector<PatternNode> out;
  if (node.kind == Kind::kAlternate) {
    PatternNode rest = list_node(Kind::kAlternate, {});
    for (const PatternNode& child : node.children) {
      if (!holds_group(child)) {
        rest.children.push_back(child);
        continue;
      }
      auto variants = split_alternatives(child);
      if (variants.empty()) return {};
      std::move(variants.begin(), variants.end(), std::back_inserter(out));
    }
    if (!rest.children.empty()) out.push_back(std::move(rest));
    return out.size() > kMaxVariants ? std::vector<PatternNode>() : out;
  }
  out.push_back({});
  for (const PatternNode& child : node.children) {
    const auto variants = split_alternatives(child);
    std::vector<PatternNode> longer;
    for (const PatternNode& head : out) {
      for (const PatternNode& tail : variants) {
        longer.push_back(head);
        longer.back().children.push_back(tail);
      }
    }
    if (longer.empty() || longer.size() > kMaxVariants) return {};
    out = std::move(longer);
  }
  return out;
}

Status consume_lookarounds(PatternNode& root) {
  if (root.kind != Kind::kConcat || root.group != 0) root = list_node(Kind::kConcat, {std::move(root)});
  move_out(root, true);
  move_out(root, false);
  auto& list = root.children;
  const auto is_look = [](const PatternNode& node, bool ahead) { return node.kind == Kind::kLook && node.ahead == ahead; };
  size_t head = 0, tail = list.size();
  while (tail > 0 && is_look(list[tail - 1], true)) --tail;
  while (head < tail && is_look(list[head], false)) ++head;
  // Two in a row would have to hold at one place; consumed they would follow each other.
  if (head > 1 || list.size() - tail > 1) return Error{"import.pattern.lookaround", "It looks around twice at one place, which RE2 cannot.", ""};
  if (head > 0 || tail < list.size()) {
    std::vector<PatternNode> before, middle, after;
    for (size_t i = 0; i < list.size(); ++i) {
      if (i >= head && i < tail) {
        middle.push_back(std::move(list[i]));
        continue;
      }
      auto node = consumed(list[i]);
      if (!node) return Error{"import.pattern.lookaround", "It excludes a text of several bytes by looking around, which RE2 cannot.", ""};
      (i < head ? before : after).push_back(std::move(*node));
    }
    PatternNode core = list_node(Kind::kConcat, std::move(middle));
    if (!holds_group(core)) core.group = 1;
    before.push_back(std::move(core));
    std::move(after.begin(), after.end(), std::back_inserter(before));
    list = std::move(before);
    flatten(root);
  }
  if (holds_look(root)) return Error{"import.pattern.lookaround", "It looks around in its middle, which RE2 cannot.", ""};
  return {};
}

void newlines_to_edges(PatternNode& root) {
  if (root.kind != Kind::kConcat || root.children.size() < 2) return;
  const bool outside = holds_group(root);
  admit_edge(root.children.back(), '$', outside);
  admit_edge(root.children.front(), '^', outside);
}

bool drop_newlines(PatternNode& node) {
  switch (node.kind) {
    case Kind::kSet: node.set.reset('\n'); return node.set.any();
    case Kind::kEdge: return true;
    case Kind::kLook: return true;
    case Kind::kConcat: return std::all_of(node.children.begin(), node.children.end(), drop_newlines);
    case Kind::kAlternate:
      std::erase_if(node.children, [](PatternNode& child) { return !drop_newlines(child); });
      return !node.children.empty();
    case Kind::kRepeat:
      if (drop_newlines(node.children[0])) return true;
      if (node.min > 0) return false;
      node = {};
      return true;
  }
  return true;
}

void drop_optional_head(PatternNode& root) {
  auto& list = root.children;
  if (root.kind != Kind::kConcat || root.group != 0) return;
  while (list.size() > 1 && list[0].kind == Kind::kRepeat && list[0].min == 0 && !holds_group(list[0]) && !holds_group(list[1]) &&
         list[1].kind != Kind::kEdge) {
    list.erase(list.begin());
  }
}

bool raise_minimum(PatternNode& masked, size_t least) {
  const size_t shortest = shortest_bytes(masked);
  if (shortest >= least || shortest == 0) return false;  // what may be nothing is no secret
  const int missing = static_cast<int>(least - shortest);
  std::vector<PatternNode*> parts = {&masked};
  if (masked.kind == Kind::kConcat) {
    parts.clear();
    for (PatternNode& child : masked.children) parts.push_back(&child);
  }
  for (PatternNode* part : parts) {
    const bool longer = part->kind == Kind::kRepeat && part->children[0].kind == Kind::kSet &&
                        (part->max == PatternNode::kUnbounded || part->max - part->min >= missing);
    if (!longer) continue;
    part->min += missing;
    return true;
  }
  return false;
}

bool widen_counts(PatternNode& node, bool open_ends) {
  bool widened = false;
  for (PatternNode& child : node.children) widened = widen_counts(child, open_ends) || widened;
  if (node.kind != Kind::kRepeat) return widened;
  if (node.max > (open_ends ? kOpenEndAbove : kMaxCount) && (!open_ends || node.max > node.min)) {
    node.max = PatternNode::kUnbounded;
    widened = true;
  }
  if (node.min > kMaxCount) {
    node.min = kMaxCount;
    node.max = PatternNode::kUnbounded;
    widened = true;
  }
  return widened;
}

}  // namespace redactd
