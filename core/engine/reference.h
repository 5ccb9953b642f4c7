// The slow, obvious redactor that the fast one is held to: every rule at every position, no anchors, no scanner.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/engine/redactor.h"

namespace redactd {

// The findings of a whole text, by trying every rule everywhere. For tests; quadratic in places.
std::vector<Finding> reference_find(const Snapshot& snapshot, std::string_view text, const MaskOptions& options);
std::string reference_mask(const Snapshot& snapshot, std::string_view text, const MaskOptions& options);

}  // namespace redactd
