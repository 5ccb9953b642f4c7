// On which line of a file a place stands.
#pragma once

#include <vector>

#include "client/files/bench.h"
#include "client/files/sweep.h"

namespace redactd::files {

// Sorts `spots` by offset and sets Spot::line of each, with one more reading of the file up to the last of them. The result is
// errno of a read that failed, or 0.
int number_lines(int fd, Bench& bench, std::vector<Spot>& spots);

}  // namespace redactd::files
