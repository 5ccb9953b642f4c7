// A place where a literal of a rule was found, and what confirming it gives.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/engine/compiled_rule.h"
#include "core/engine/refusal.h"

namespace redactd {

struct Span {
  size_t begin = 0;
  size_t end = 0;
  size_t size() const { return end - begin; }
};

// One line of a text: bytes [begin, end) of `text`, without its newline.
struct Line {
  std::string_view text;
  size_t begin = 0;
  size_t end = 0;
  std::string_view view() const { return text.substr(begin, end - begin); }
};

// Why a candidate was let go, and the value that was judged, if one was read. Offsets, never bytes.
struct LetGo {
  Refusal reason = Refusal::kNone;
  Span value;
};

// Notes it for whoever asks; null: nobody does.
inline std::nullopt_t let_go(LetGo* why, Refusal reason, Span value = {}) {
  if (why != nullptr) *why = {reason, value};
  return std::nullopt;
}

// Each confirm function gives the bytes to mask if the rule really matches around the hit [hit.begin, hit.end); otherwise
// `why` (may be null) says what was against it.

// `looked_at` grows by the bytes that were read of what follows the anchor: they count against the line's budget.
std::optional<Span> confirm_prefix(const CompiledRule& rule, const Line& line, Span hit, size_t& looked_at, LetGo* why = nullptr);
std::optional<Span> confirm_url(const CompiledRule& rule, const Line& line, Span hit, size_t& looked_at, LetGo* why = nullptr);
std::optional<Span> confirm_key_value(const CompiledRule& rule, const Line& line, Span hit, size_t& looked_at, LetGo* why = nullptr);
// The token behind a vendor's name (tier kVendor); the rule has no other part in it.
std::optional<Span> confirm_vendor(const Line& line, Span hit, size_t& looked_at, LetGo* why = nullptr);

// RE2 over [from, to) of the line until a match covers the hit. Appends what it accepts and moves `from` to where the next
// search of this rule in this line must begin (the end of what was masked: bytes behind it were only looked at).
// Returns how many searches it took.
size_t confirm_regex(const CompiledRule& rule, const Line& line, Span hit, size_t to, size_t& from, std::vector<Span>& spans,
                     LetGo* why = nullptr);

// For streams: where, at the earliest, bytes stand that a rule would mask if the line went on; line.end if there are none.
size_t unsettled_key_value(const CompiledRule& rule, const Line& line, Span hit, size_t& looked_at);
size_t unsettled_url(const Line& line, Span hit);

}  // namespace redactd
