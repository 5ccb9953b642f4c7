#include <algorithm>

#include "core/base/limits.h"
#include "core/engine/confirm/candidate.h"
#include "core/engine/confirm/edges.h"

namespace redactd {
namespace {

// ghp_xxxxxxxx: what people write for any token. Another byte repeated behind a whole prefix, at the right length, is masked.
bool stands_for_any(std::string_view text) {
  if (std::string_view("xX*.-_0#?").find(text[0]) == std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(), [&](char c) { return c == text[0]; });
}

// The regex would be PREFIX[alphabet]{min,max}\b, greedy: the longest end with a right edge. A token may also end in a
// byte that is no word byte ('-', '=') if the next byte is none either.
std::optional<size_t> right_end(const CompiledRule& rule, std::string_view text, size_t from, size_t& looked_at, LetGo* why) {
  const PrefixSpec& spec = rule.spec().prefix;
  const size_t longest = spec.max_length == 0 ? kMaxHoldBytes : spec.max_length;
  const size_t limit = std::min(text.size(), from + longest);
  size_t end = from;
  while (end < limit && rule.alphabet().test(byte(text[end]))) ++end;
  looked_at += end - from;
  const size_t shortest = from + spec.min_length;
  const Span run{from, end};
  for (size_t tries = 0; end >= shortest && end > from && tries < 64; --end, ++tries) {
    if (end == text.size() || !is_word(text[end])) {
      // "token." at the end of a sentence: a dot that nothing follows belongs to the sentence.
      if (text[end - 1] == '.' && end > shortest) continue;
      return end;
    }
    if (!is_word(text[end - 1]) && !rule.alphabet().test(byte(text[end]))) return end;
  }
  return let_go(why, run.size() < spec.min_length || run.size() == 0 ? Refusal::kShortRun : Refusal::kEdgeAfter, run);
}

}  // namespace

std::optional<Span> confirm_prefix(const CompiledRule& rule, const Line& line, Span hit, size_t& looked_at, LetGo* why) {
  const std::string_view text = line.text.substr(0, line.end);
  const std::string_view here = text.substr(line.begin);
  if (!may_begin(here, hit.begin - line.begin, rule.wants_word_edge())) return let_go(why, Refusal::kEdgeBefore);
  const auto end = right_end(rule, text, hit.end, looked_at, why);
  if (!end) return std::nullopt;
  if (stands_for_any(text.substr(hit.end, *end - hit.end))) return let_go(why, Refusal::kOneCharacter, {hit.end, *end});
  return Span{hit.begin, *end};
}

}  // namespace redactd
