// The file by which a shell tells, without asking anybody, that a line cannot hold a finding (docs/protocol.md).
#pragma once

#include <string>

#include "core/engine/snapshot.h"

namespace redactd::daemon {

// The text of the file `prefilter` for these rules. Errs on one side: a line that the engine would change, or give advice on,
// or count for an observed rule, is never called plain. While there are exact values every line is suspect: nothing of a
// value may stand in a file.
std::string prefilter_file(const Snapshot& snapshot);

}  // namespace redactd::daemon
