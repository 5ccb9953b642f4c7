#include "core/catalogue/regex/literals.h"

#include <algorithm>

#include "core/base/limits.h"

namespace redactd {
namespace {

using Kind = RegexNode::Kind;
using Strings = std::set<std::string>;

constexpr size_t kProvingSetBytes = 16;  // a class of more bytes is no literal
constexpr size_t kAnchorSetBytes = 4;    // ... where anchors are looked for, which should be few
constexpr size_t kMaxStrings = 300;    // alternatives kept apart
constexpr size_t kMaxLiteral = 64;

// What is known of all matches of a node: `exact` is all of them, or only sets of which each match holds a member.
struct Known {
  bool is_exact = false;
  Strings exact;
  LiteralSets required;
};

Known exactly(Strings strings) { return {true, std::move(strings), {}}; }

bool useful(const Strings& strings) { return !strings.empty() && !strings.contains(""); }

size_t shortest(const Strings& strings) {
  size_t least = SIZE_MAX;
  for (const std::string& s : strings) least = std::min(least, s.size());
  return strings.empty() ? 0 : least;
}

const Strings* best_of(const LiteralSets& sets) {
  const Strings* best = nullptr;
  for (const Strings& set : sets) {
    const size_t length = std::min(shortest(set), kMaxAnchorBytes);
    const size_t best_length = best == nullptr ? 0 : std::min(shortest(*best), kMaxAnchorBytes);
    if (length > best_length || (length == best_length && best != nullptr && set.size() < best->size())) best = &set;
  }
  return best;
}

std::optional<Strings> product(const Strings& left, const Strings& right) {
  if (left.size() * right.size() > kMaxStrings) return std::nullopt;
  Strings out;
  for (const std::string& a : left) {
    for (const std::string& b : right) {
      if (a.size() + b.size() > kMaxLiteral) return std::nullopt;
      out.insert(a + b);
    }
  }
  return out;
}

class Analysis {
 public:
  Analysis(bool caseless, size_t max_set_bytes) : caseless_(caseless), max_set_bytes_(max_set_bytes) {}

  Known of(const RegexNode& node) const {
    switch (node.kind) {
      case Kind::kSet: return of_set(node);
      case Kind::kAssertion: return exactly({""});
      case Kind::kConcat: return of_concat(node);
      case Kind::kAlternate: return of_alternate(node);
      case Kind::kRepeat: return of_repeat(node);
    }
    return {};
  }

 private:
  Known of_set(const RegexNode& node) const {
    if (node.set.count() > max_set_bytes_) return {};
    Strings strings;
    for (unsigned c = 0; c < 256; ++c) {
      if (node.set.test(c)) strings.insert(std::string(1, caseless_ ? to_lower(static_cast<char>(c)) : static_cast<char>(c)));
    }
    return exactly(std::move(strings));
  }

  Known of_concat(const RegexNode& node) const {
    Known all = exactly({""});
    Strings run = {""};  // what must stand together at the current place
    const auto close = [&] {
      if (useful(run)) all.required.push_back(run);
      all.is_exact = false;
      run = {""};
    };
    for (const RegexNode& child : node.children) {
      Known part = of(child);
      if (part.is_exact) {
        auto joined = product(run, part.exact);
        if (!joined) {
          close();
          joined = std::move(part.exact);
        }
        run = std::move(*joined);
        continue;
      }
      close();
      for (Strings& set : part.required) all.required.push_back(std::move(set));
    }
    if (all.is_exact) return exactly(std::move(run));
    close();
    return all;
  }

  Known of_alternate(const RegexNode& node) const {
    Known all = exactly({});
    Strings any;
    bool all_useful = true;
    for (const RegexNode& child : node.children) {
      const Known part = of(child);
      all.is_exact = all.is_exact && part.is_exact;
      const Strings* best = part.is_exact ? &part.exact : best_of(part.required);
      all_useful = all_useful && best != nullptr && (part.is_exact || useful(*best));
      if (best != nullptr) any.insert(best->begin(), best->end());
    }
    if (any.size() > kMaxStrings) return {};
    if (all.is_exact) return exactly(std::move(any));
    if (all_useful && useful(any)) all.required.push_back(std::move(any));
    return all;
  }

  Known of_repeat(const RegexNode& node) const {
    Known one = of(node.children[0]);
    if (node.max == 0) return exactly({""});
    if (node.min == 0) {
      if (node.max != 1 || !one.is_exact) return {};
      one.exact.insert("");
      return one;
    }
    if (!one.is_exact) return {false, {}, std::move(one.required)};
    Strings run = one.exact;
    int copies = 1;
    for (; copies < node.min; ++copies) {
      auto longer = product(run, one.exact);
      if (!longer) break;
      run = std::move(*longer);
    }
    if (copies == node.max) return exactly(std::move(run));
    Known all;
    if (useful(run)) all.required.push_back(std::move(run));
    return all;
  }

  bool caseless_;
  size_t max_set_bytes_;
};

LiteralSets sets_of(const RegexNode& node, bool caseless, size_t max_set_bytes) {
  Known known = Analysis(caseless, max_set_bytes).of(node);
  if (known.is_exact) {
    if (!useful(known.exact)) return {};
    return {std::move(known.exact)};
  }
  return std::move(known.required);
}

}  // namespace

LiteralSets required_literals(const RegexNode& node, bool caseless) { return sets_of(node, caseless, kProvingSetBytes); }

Anchors best_anchors(const RegexNode& node) {
  constexpr size_t kFull = 4;
  Anchors best;
  size_t best_length = 0;
  for (bool caseless : {false, true}) {
    if (best_length >= kFull) break;
    const LiteralSets sets = sets_of(node, caseless, kAnchorSetBytes);
    const Strings* set = best_of(sets);
    if (set == nullptr || shortest(*set) <= best_length) continue;
    Strings cut, folded;
    for (const std::string& literal : *set) {
      cut.insert(literal.substr(0, kMaxAnchorBytes));
      folded.insert(lowercase(literal.substr(0, kMaxAnchorBytes)));
    }
    if (folded.size() < cut.size()) {  // the spellings of one word in upper and lower case
      cut = std::move(folded);
      caseless = true;
    }
    best = {{cut.begin(), cut.end()}, caseless};
    best_length = shortest(*set);
  }
  return best;
}

bool anchors_proved(const RegexNode& node, const std::vector<std::string>& anchors, bool caseless) {
  const auto covered = [&](const std::string& literal) {
    return std::any_of(anchors.begin(), anchors.end(), [&](const std::string& anchor) {
      return literal.find(caseless ? lowercase(anchor) : anchor) != std::string::npos;
    });
  };
  const LiteralSets sets = required_literals(node, caseless);
  return std::any_of(sets.begin(), sets.end(), [&](const Strings& set) { return std::all_of(set.begin(), set.end(), covered); });
}

}  // namespace redactd
