#include <re2/re2.h>

#include <algorithm>

#include "core/engine/confirm/candidate.h"
#include "core/engine/confirm/edges.h"
#include "core/engine/value_check.h"

namespace redactd {
namespace {

struct Match {
  Span whole;
  Span masked;
};

std::optional<Match> search(const CompiledRule& rule, const Line& line, size_t from, size_t to) {
  const std::string_view view = line.view();
  re2::StringPiece groups[2];
  const int group = rule.group();
  if (!rule.program().Match(re2::StringPiece(view.data(), view.size()), from - line.begin, to - line.begin, RE2::UNANCHORED,
                            groups, group + 1)) {
    return std::nullopt;
  }
  const re2::StringPiece& masked = groups[group];
  if (masked.data() == nullptr || masked.empty()) return std::nullopt;
  const auto offset = [&](const char* at) { return line.begin + static_cast<size_t>(at - view.data()); };
  return Match{{offset(groups[0].data()), offset(groups[0].data() + groups[0].size())},
               {offset(masked.data()), offset(masked.data() + masked.size())}};
}

// Which check refuses the match; kNone: it is a finding.
Refusal refuse_match(const CompiledRule& rule, const Line& line, const Match& match) {
  const RuleSpec& spec = rule.spec();
  const std::string_view here = line.view();
  // A gap that reaches over a mask would find the next value once the first is masked: masking twice must change nothing.
  if (holds_existing_mask(line.text.substr(match.whole.begin, match.whole.size()))) return Refusal::kHoldsMask;
  if (match.masked.begin == match.whole.begin && !may_begin(here, match.masked.begin - line.begin, rule.wants_word_edge())) return Refusal::kEdgeBefore;
  const std::string_view value = line.text.substr(match.masked.begin, match.masked.size());
  if (spec.placeholders) {
    if (const Refusal refusal = refuse_placeholder(value); refusal != Refusal::kNone) return refusal;
    if (const Refusal refusal = refuse_code_or_path(value); refusal != Refusal::kNone) return refusal;
  }
  return spec.min_entropy <= 0 || shannon_entropy(value) >= spec.min_entropy ? Refusal::kNone : Refusal::kLowEntropy;
}

}  // namespace

size_t confirm_regex(const CompiledRule& rule, const Line& line, Span hit, size_t to, size_t& from, std::vector<Span>& spans,
                     LetGo* why) {
  let_go(why, Refusal::kNoMatch);
  size_t searches = 0;
  while (from < to && from <= hit.begin) {
    ++searches;
    const auto match = search(rule, line, from, to);
    if (!match || match->whole.begin > hit.begin) break;
    const Refusal refusal = refuse_match(rule, line, *match);
    const bool accepted = refusal == Refusal::kNone;
    if (!accepted) let_go(why, refusal, match->masked);
    from = std::max(match->masked.end, match->whole.begin + 1);
    if (accepted) spans.push_back(match->masked);
    if (accepted && match->whole.end >= hit.end) break;
  }
  return searches;
}

}  // namespace redactd
