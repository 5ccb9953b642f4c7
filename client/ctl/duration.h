// "90d", "12h", "30m", "45s", "2w" in seconds.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace redactd::ctl {

// nullopt: no number with one of these units, zero, or more than 10 years.
std::optional<int64_t> parse_duration(std::string_view text);

}  // namespace redactd::ctl
