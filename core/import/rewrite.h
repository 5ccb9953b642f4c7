// The steps of translate_pattern(), each a function from tree to tree.
#pragma once

#include <cstddef>
#include <vector>

#include "core/base/result.h"
#include "core/import/pattern.h"

namespace redactd {

// Nested concatenations become one; what is empty goes.
void flatten(PatternNode& node);

// A pattern whose alternatives hold groups becomes one for each of these alternatives. More than 8: empty.
std::vector<PatternNode> split_alternatives(const PatternNode& node);

// Lookarounds at either end become bytes or edges that the pattern consumes outside the secret; if it has no group, what
// stands between them becomes group 1. Error: import.pattern.lookaround for all others.
Status consume_lookarounds(PatternNode& root);

// A newline before or after the secret is the edge of the line there.
void newlines_to_edges(PatternNode& root);

// Nothing matches a newline any more; false: then nothing is left that can match.
bool drop_newlines(PatternNode& node);

// What may be left out in front of a pattern whose secret comes later says nothing.
void drop_optional_head(PatternNode& root);

// A secret that may be shorter than `least` bytes, by a repeat that may be longer, has at least that many. True if it changed.
bool raise_minimum(PatternNode& masked, size_t least);

// Counts above 1000, which RE2 refuses; with `open_ends` all upper limits above 16. True if something became wider.
bool widen_counts(PatternNode& node, bool open_ends);

}  // namespace redactd
