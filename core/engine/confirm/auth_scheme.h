// Authentication schemes in front of a credential: `Bearer x`, `Basic x` (RFC 9110, 11.1).
#pragma once

#include <optional>
#include <string_view>

#include "core/engine/confirm/value.h"

namespace redactd {

// The credential behind the scheme if `value` is a scheme's name or begins with one; nullopt if it does not.
std::optional<Value> skip_auth_scheme(std::string_view line, const Value& value, bool line_value);

}  // namespace redactd
