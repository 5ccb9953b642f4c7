// The strings of a JSON text, found and rewritten without building the rest.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace redactd::shim {

// What stands between the quotes, as the characters it means (UTF-8). An unpaired surrogate stays an escape.
std::string json_unescape(std::string_view inner);

// For between quotes. Bytes above 0x7f stay as they are.
std::string json_escape(std::string_view text);

// A copy of `json` (a valid JSON text) in which each string, key or value, for which `change` answers has its text between
// the quotes replaced by that.
std::string rewrite_strings(std::string_view json, const std::function<std::optional<std::string>(std::string_view inner)>& change);

// Valid UTF-8, and each escaped surrogate has its other half: what strict readers want besides the grammar.
bool is_strict_text(std::string_view json);

}  // namespace redactd::shim
