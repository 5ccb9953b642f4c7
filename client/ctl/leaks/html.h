// Small pieces of HTML.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace redactd::ctl::html {

// For text and for attribute values in double quotes. Control bytes and directional overrides become visible escapes.
std::string escape(std::string_view text);

// The same, line breaks kept as <br>.
std::string escape_lines(std::string_view text);

// "<tag class=\"c\">escaped text</tag>"; without a class if that is empty.
std::string element(const char* tag, std::string_view text, const char* css_class = "");

// "2026-01-31 23:59 UTC" in a <time> element; "" for an empty time.
std::string time(const std::string& rfc3339);

// 12345 as "12,345".
std::string number(uint64_t value);
// At most 4 characters: "999", "1.2k", "34k", "5.6M".
std::string short_number(uint64_t value);

}  // namespace redactd::ctl::html
