// A place that the drill found: offsets and facts, never bytes.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace redactd::drill {

// How the secret was written down there. A whole value may stand in any of these; kRule and kPrefix come from the other selectors.
enum class Form : uint8_t {
  kPlain, kBase64, kBase64Url, kHex, kPercent, kJson, kShell, kUtf16, kZsh,
  kFolded,  // plain or base64, cut by line breaks
  kAnsi,    // plain or base64, cut by terminal escapes
  kRule, kPrefix,
};
inline constexpr size_t kForms = 13;
// "plain", "base64", "base64url", "hex", "percent", "json", "shell", "utf16", "zsh", "folded", "ansi", "rule", "prefix".
const char* name_of(Form form);

// How sure it is that a place shows a piece of the value (design 11, "Partial"). kWhole: all of it, or another selector's match.
enum class Rank : uint8_t { kWhole, kSure, kLikely, kWeak };
// "whole", "sure", "likely", "weak".
const char* name_of(Rank rank);

struct Segment {
  uint64_t begin, end;  // offsets in the file
};

struct Match {
  uint64_t begin = 0, end = 0;  // offsets in the file; breaks and escapes in between included
  Form form = Form::kPlain;
  Rank rank = Rank::kWhole;
  uint32_t chars = 0;           // secret characters that it shows: all of the value's, or the partial's behind the public prefix
  uint32_t label = 0;           // Target::label(label) names the mask
  uint8_t encoding = 0;         // how the mask is to be written: see mask.h
  std::vector<Segment> parts;   // what is overwritten, in order; empty: all of [begin, end)
};

}  // namespace redactd::drill
