// How far a sweep is, on stderr.
#pragma once

#include <cstdint>
#include <string>

#include "client/files/sweep.h"

namespace redactd::ctl {

// On a terminal one line that is written over, with bytes a second and the time that is left; otherwise a plain line every few
// seconds, or none at all with `only_on_terminal` (a caller that reads JSON). Ended by end_progress().
files::ProgressFn progress_on_stderr(bool only_on_terminal = false);

// Takes the line of a terminal away again.
void end_progress();

// "1.2 GB", decimal.
std::string readable_bytes(uint64_t bytes);

}  // namespace redactd::ctl
