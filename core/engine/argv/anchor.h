// A literal by which the engine knows that a line may concern the argv rules.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace redactd {

struct ArgvAnchor {
  // Where in a line the literal counts: anywhere, as a program's name, as such a name and what follows it, or in a flag.
  enum class Place : uint8_t { kAnywhere, kProgram, kProgramAndMore, kFlag };

  std::string literal;
  uint32_t rule;
  Place place;
};

// A flag without a tool is at most so long: a longer word is no flag.
inline constexpr size_t kMaxBareFlagBytes = 64;

// Whether the literal at [begin, end) of the text counts: "rcon" of `rcon -p X` and /usr/bin/rcon, not of "interconnect".
bool stands_at(ArgvAnchor::Place place, std::string_view text, size_t begin, size_t end);

// Whether it does so anywhere in the text.
bool stands_in(const ArgvAnchor& anchor, std::string_view text);

}  // namespace redactd
