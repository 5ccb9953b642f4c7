// The bytes that go over a match: exactly as many as it covers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/drill/match.h"

namespace redactd::drill {

// [REDACTED_<LABEL>] padded with '*' to `length`; where that does not fit, [REDACTED] padded; below 10 bytes all '*'.
std::string padded_mask(const std::string& label, size_t length);

// The bytes for each part of `match` (or for the whole, if it has no parts), in order. `covered`: the bytes of [begin, end) as
// they stand now: an encoded mask keeps the bits of neighbours that share a character with the value.
std::vector<std::string> mask_bytes(const Match& match, const std::string& label, std::string_view covered);

// A base64 value whose first bits share a character with what stands before it: that character belongs to the match ...
bool has_leading_edge(uint8_t encoding);
// ... or no longer, since another match took it.
uint8_t without_leading_edge(uint8_t encoding);

// Masks `matches` inside `text`, of which text[0] stands at offset `base` of the file. Lengths stay.
void mask_in_memory(const std::vector<Match>& matches, const class Target& target, uint64_t base, char* text, size_t size);

// One write inside a page, or two: the later page first, with a sync between (findings: a torn mask must leave a raw head,
// which a search for partials finds, never a raw tail).
struct Write {
  uint64_t offset;
  std::string bytes;
};
std::vector<Write> writes_for(const Match& match, const std::string& label, std::string_view covered, size_t page_bytes = 4096);

}  // namespace redactd::drill
