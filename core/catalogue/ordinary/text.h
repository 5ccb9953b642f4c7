// Ordinary text in our own words: what no rule and no operator's pattern may touch.
#pragma once

#include <span>
#include <string_view>

namespace redactd {

std::span<const std::string_view> ordinary_prose();
std::span<const std::string_view> ordinary_logs();
std::span<const std::string_view> ordinary_commands();

}  // namespace redactd
