// An obviously generated example for an imported rule: the foreign ones may be real.
#pragma once

#include <string>
#include <vector>

#include "core/import/pattern.h"

namespace redactd {

// Patterns for "{{gen:PATTERN}}" whose matches are matches of `tree`, plain ones first: printable bytes, few optional parts.
// None is certain to be masked (a rule may ask for entropy or an edge): the caller tries them in turn.
std::vector<std::string> example_patterns(const PatternNode& tree);

}  // namespace redactd
