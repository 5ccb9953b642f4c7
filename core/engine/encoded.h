// Secrets that an encoding hides, one level deep: base64 (base64_text.h) and escapes (escapes.h).
#pragma once

#include <string_view>
#include <vector>

#include "core/engine/redactor.h"

namespace redactd {

// Candidates in what is encoded, as spans of the raw text: the whole of a base64 run, the raw bytes of escaped ones. The
// decoded bytes are not decoded again. Linear.
void collect_encoded(const Snapshot& snapshot, Redactor::Impl& scratch, std::string_view text, const MaskOptions& options,
                     std::vector<Finding>& candidates);

}  // namespace redactd
