// Makes matches that were found in any order sorted and disjoint.
#pragma once

#include <vector>

#include "core/drill/match.h"

namespace redactd::drill {

// Of matches that overlap the one that shows most stays, the first of equals; what another covers beyond it is kept as a match of its own, so that
// no found byte stays raw. A weak partial never takes anything from a better one.
void resolve(std::vector<Match>& matches);

}  // namespace redactd::drill
