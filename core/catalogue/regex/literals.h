// Which literals must occur in every match of a pattern: what anchors are checked against, and derived from.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/catalogue/regex/tree.h"

namespace redactd {

// Of each set, every match holds at least one member. `caseless`: members are lower case and are to be looked for so.
// One-sided: a set that is returned is certain; sets that exist may be missing.
using LiteralSets = std::vector<std::set<std::string>>;
LiteralSets required_literals(const RegexNode& node, bool caseless);

// The best anchors of a pattern: the set whose shortest member is longest, members cut to kMaxAnchorBytes. Case-sensitive ones
// are preferred if they reach 4 bytes. Empty: none provable.
struct Anchors {
  std::vector<std::string> literals;
  bool caseless = false;
};
Anchors best_anchors(const RegexNode& node);

// True: it is proved that every match holds one of `anchors`. False says nothing.
bool anchors_proved(const RegexNode& node, const std::vector<std::string>& anchors, bool caseless);

}  // namespace redactd
