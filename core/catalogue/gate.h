// The narrowness gate: a pattern added at run time must be tight (design 4).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/engine/rule.h"

namespace redactd {

struct GateReport {
  std::vector<Error> refusals;             // empty: let in. Codes gate.*: no_literal, too_short, matches_empty, matches_newline,
                                           // too_wide, too_large, matches_mask, duplicate_id, sample_not_matched,
                                           // sample_not_whole; and those of compile_rule() (core/engine/snapshot.h)
  std::vector<std::string> matched_lines;  // at most 3 lines of the built-in corpus that it would have masked
};

// `spec` is a regex rule whose anchors may be empty: they are derived here and filled in. `samples` are fake values.
// `existing` are the ids in use.
GateReport check_narrow(RuleSpec& spec, const std::vector<std::string>& samples, const std::vector<std::string>& existing);

// Literals of which every match of `pattern` holds at least one, the longest that can be proved; empty if none.
std::vector<std::string> derive_anchors(const std::string& pattern);

// The built-in corpus of ordinary prose and command lines that no pattern may touch.
const std::vector<std::string_view>& ordinary_lines();

}  // namespace redactd
