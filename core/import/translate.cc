#include "core/import/translate.h"

#include <algorithm>
#include <array>

#include "core/base/limits.h"
#include "core/import/rewrite.h"

namespace redactd {
namespace {

using Kind = PatternNode::Kind;
// Names that scanners give to the group of the secret, the most telling first.
constexpr std::array<std::string_view, 5> kSecretNames = {"token", "secret", "password", "key", "value"};
constexpr size_t kContextBytes = 3;  // so many in front of the secret are more than a boundary

// What can vary: a class of more than one letter in both cases.
bool varies(const PatternNode& node) {
  return (node.kind == Kind::kSet && node.set.count() > 2) || std::any_of(node.children.begin(), node.children.end(), varies);
}

// Groups that cannot be a secret are none: too short, or the same text each time.
void forget_other_groups(PatternNode& node) {
  if (node.group != 0 && (longest_bytes(node) < kMinMaskedBytes || !varies(node))) node.group = 0;
  for (PatternNode& child : node.children) forget_other_groups(child);
}

struct GroupAt {
  const PatternNode* node;
  bool optional;  // the pattern can match without it
};

// The outermost groups, in order.
void list_groups(const PatternNode& node, bool optional, std::vector<GroupAt>& out) {
  if (node.group != 0) return out.push_back({&node, optional});
  const bool skips = (node.kind == Kind::kRepeat && node.min == 0) || node.kind == Kind::kAlternate;
  for (const PatternNode& child : node.children) list_groups(child, optional || skips, out);
}

PatternNode* masked_group(PatternNode& node) {
  if (node.group != 0) return &node;
  for (PatternNode& child : node.children) {
    if (PatternNode* found = masked_group(child)) return found;
  }
  return nullptr;
}

const PatternNode* group_where(const PatternNode& node, const auto& wanted) {
  if (node.group != 0 && wanted(node)) return &node;
  for (const PatternNode& child : node.children) {
    if (const PatternNode* found = group_where(child, wanted)) return found;
  }
  return nullptr;
}

const PatternNode* group_by_name(const PatternNode& root) {
  for (const std::string_view name : kSecretNames) {
    if (const auto* found = group_where(root, [&](const PatternNode& node) { return equals_caseless(node.name, name); })) return found;
  }
  return nullptr;
}

// Of groups in a row: those that always match before those that may not, long ones before mere keywords.
const PatternNode* group_by_place(const PatternNode& root, bool last) {
  std::vector<GroupAt> groups;
  list_groups(root, false, groups);
  const auto keep = [&](const auto& wanted) {
    if (std::any_of(groups.begin(), groups.end(), wanted)) std::erase_if(groups, [&](const GroupAt& at) { return !wanted(at); });
  };
  keep([](const GroupAt& at) { return !at.optional; });
  keep([](const GroupAt& at) { return shortest_bytes(*at.node) >= kMinMaskedBytes; });
  if (groups.empty()) return nullptr;
  return last ? groups.back().node : groups.front().node;
}

void keep_group(PatternNode& node, int wanted) {
  node.group = wanted != 0 && node.group == wanted ? 1 : 0;
  // What stands inside the secret's group is no group of its own.
  for (PatternNode& child : node.children) keep_group(child, node.group == 1 ? 0 : wanted);
}

// False: it stands behind the group.
bool bytes_before_group(const PatternNode& node, size_t& bytes) {
  if (node.group != 0) return true;
  if (!holds_group(node)) {
    bytes += shortest_bytes(node);
    return false;
  }
  for (const PatternNode& child : node.children) {
    if (bytes_before_group(child, bytes)) return true;
  }
  return false;
}

bool holds_explicit_group(const PatternNode& root, int number) {
  return group_where(root, [&](const PatternNode& node) { return node.group == number; }) != nullptr;
}

class Translator {
 public:
  Translator(const ParsedPattern& parsed, const TranslateOptions& options) : parsed_(parsed), options_(options) {}

  // Leaves the result in `out`.
  Status run(PatternNode root, Translation& out) {
    choose_group(root, out.notes);
    flatten(root);
    if (Status consumed = consume_lookarounds(root); !consumed) return consumed;
    newlines_to_edges(root);
    if (!drop_newlines(root)) {
      return Error{"import.pattern.newline", "Each of its matches spans lines, and a rule works within one.", ""};
    }
    flatten(root);
    drop_optional_head(root);
    PatternNode* masked = masked_group(root);
    out.constant = !varies(masked == nullptr ? root : *masked);
    if (masked != nullptr && raise_minimum(*masked, kMinMaskedBytes)) {
      out.notes.emplace_back("narrowed: only secrets of 8 bytes and more");
    }
    if (widen_counts(root, options_.open_ends)) out.notes.emplace_back("widened: upper limits of repeats left out");
    if (parsed_.spans_lines) out.notes.emplace_back("narrowed: matches within one line only");
    if (parsed_.unicode) out.notes.emplace_back("widened: Unicode classes are their ASCII members and all bytes from 0x80");
    size_t bytes = 0;
    out.context = holds_group(root) && bytes_before_group(root, bytes) && bytes >= kContextBytes;
    out.tree = std::move(root);
    return {};
  }

 private:
  void choose_group(PatternNode& root, std::vector<std::string>& notes) const {
    const PatternNode* chosen = nullptr;
    if (options_.secret_group > 0) {
      chosen = group_where(root, [&](const PatternNode& node) { return node.group == options_.secret_group; });
    } else {
      chosen = group_by_name(root);
      if (chosen == nullptr) chosen = group_by_place(root, options_.last_group);
    }
    const int number = chosen == nullptr ? 0 : chosen->group;
    std::vector<GroupAt> all;
    list_groups(root, false, all);
    if (number == 0 && parsed_.groups > 0) notes.emplace_back("masked: all of the match, as no group holds a secret");
    if (number != 0 && all.size() > 1 && options_.secret_group == 0) {
      notes.push_back("masked: group " + std::to_string(number) + " of its " + std::to_string(parsed_.groups));
    }
    keep_group(root, number);
  }

  const ParsedPattern& parsed_;
  const TranslateOptions& options_;
};

}  // namespace

Result<std::vector<Translation>> translate_pattern(std::string_view pattern, const TranslateOptions& options) {
  auto parsed = parse_foreign_pattern(pattern, options.vectorscan);
  if (!parsed) return parsed.error();
  PatternNode root = std::move(parsed->root);
  std::vector<PatternNode> variants;
  if (options.secret_group > 0) {
    if (!holds_explicit_group(root, options.secret_group)) {
      return Error{"import.pattern.groups", "Its pattern has no group " + std::to_string(options.secret_group) + ", which should be the secret.", ""};
    }
    variants.push_back(std::move(root));
  } else if (forget_other_groups(root); parsed->groups > 1) {
    variants = split_alternatives(root);
    if (variants.empty()) return Error{"import.pattern.groups", "The secret may be any of more than 8 groups.", ""};
  } else {
    variants.push_back(std::move(root));
  }
  std::vector<Translation> out;
  for (PatternNode& variant : variants) {
    Translation translation;
    if (Status done = Translator(*parsed, options).run(std::move(variant), translation); !done) return done.error();
    out.push_back(std::move(translation));
  }
  return out;
}

}  // namespace redactd
