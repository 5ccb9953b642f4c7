// A leak as JSON (docs/ledger-format.md): answers, exports, imports.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "daemon/ports/leak.h"

namespace redactd::daemon {

// One object. Bytes of a path that are no UTF-8 become U+FFFD.
std::string leak_json(const Leak& leak, int64_t now);
// An array.
std::string leaks_json(const std::vector<Leak>& leaks, int64_t now);
std::string masks_json(const std::vector<MaskCount>& counts);

// The array `key` of an object; absent: empty. Each fault names row and member, never a value. Errors: ledger.row_invalid.
Result<std::vector<Leak>> read_leaks_json(const std::string& object, const char* key);
Result<std::vector<LeakPlace>> read_places_json(const std::string& object, const char* key);
Result<std::vector<LeakLeft>> read_left_json(const std::string& object, const char* key);
Result<std::vector<MaskCount>> read_masks_json(const std::string& object, const char* key);

}  // namespace redactd::daemon
