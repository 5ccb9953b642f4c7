// `redactctl test --explain`: every candidate of stdin, what became of it and why.
#pragma once

#include <string>

#include "core/engine/explain.h"

namespace redactd::ctl {

// Reads stdin, prints a line for each candidate and a summary, or one JSON document. Never a byte of what was read. The result
// is the exit status.
int run_masking_explain(const Snapshot& snapshot, const MaskOptions& options, bool as_json);

// One candidate as a line for people, without its newline.
std::string explain_text(const Snapshot& snapshot, const ExplainedCandidate& candidate, bool colours);
// ... as a JSON object.
std::string explain_json(const Snapshot& snapshot, const ExplainedCandidate& candidate);

}  // namespace redactd::ctl
