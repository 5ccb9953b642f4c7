// The one place where masked bytes are made.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/engine/redactor.h"

namespace redactd {

// Appends `text` with `findings` (sorted, apart from each other) replaced by their masks, and counts them into `report`.
void write_masked(const Snapshot& snapshot, std::string_view text, const std::vector<Finding>& findings, const MaskOptions& options,
                  std::string& out, MaskReport& report);

}  // namespace redactd
