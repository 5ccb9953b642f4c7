#include "core/engine/trace.h"

#include <algorithm>
#include <map>
#include <string>

#include "core/engine/find.h"

namespace redactd {

Trace::Trace(const Snapshot& snapshot) : snapshot_(snapshot) {
  const auto& literals = snapshot.impl().literals.literals;
  std::map<std::string_view, std::vector<uint32_t>> rules;
  for (const auto& [literal, rule, place] : snapshot.impl().argv->anchors()) rules[literal].push_back(rule);
  argv_rules_.resize(literals.size());
  for (size_t i = 0; i < literals.size(); ++i) {
    const auto known = rules.find(literals[i].bytes);
    if (!literals[i].caseless && known != rules.end()) argv_rules_[i] = known->second;
  }
}

void Trace::clear() {
  candidates_.clear();
  let_go_ = unlisted_ = 0;
}

void Trace::add(const Traced& traced) {
  if (traced.found.size() == 0 && ++let_go_ > kMaxLetGo) {
    ++unlisted_;
    return;
  }
  candidates_.push_back(traced);
}

void Trace::confirmed(uint32_t rule, uint32_t literal, Span anchor, const std::vector<Finding>& found, size_t first, const LetGo& why) {
  const bool exact = snapshot_.rule(rule).kind == RuleKind::kExact;
  for (size_t i = first; i < found.size(); ++i)
    add({found[i].rule, exact ? Traced::kNoLiteral : literal, exact ? Span{} : anchor, {found[i].begin, found[i].end}, {}});
  if (found.size() > first || exact || why.reason == Refusal::kMatchedAlready) return;
  add({rule, literal, anchor, {}, {why.reason == Refusal::kNone ? Refusal::kNoMatch : why.reason, why.value}});
}

void Trace::decoded_since(size_t mark, const std::vector<Finding>& found, size_t first) {
  candidates_.erase(candidates_.begin() + static_cast<std::ptrdiff_t>(mark), candidates_.end());
  for (size_t i = first; i < found.size(); ++i) add({found[i].rule, Traced::kNoLiteral, {}, {found[i].begin, found[i].end}, {}, true});
}

void Trace::command_line(const std::vector<LiteralHit>& hits, Span line, const std::vector<ArgvSpan>& spans,
                         const std::vector<ArgvNote>& notes, const MaskOptions& options) {
  const auto& literals = snapshot_.impl().literals.literals;
  const auto begin_of = [&](const LiteralHit& hit) { return hit.end - literals[hit.literal].bytes.size(); };
  std::map<uint32_t, Traced> raised;  // by rule, with its first literal in the line
  auto hit = std::lower_bound(hits.begin(), hits.end(), line.begin, [&](const LiteralHit& a, size_t at) { return begin_of(a) < at; });
  for (; hit != hits.end() && begin_of(*hit) < line.end; ++hit) {
    for (const uint32_t rule : argv_rules_[hit->literal]) {
      const RuleSpec& spec = snapshot_.rule(rule);
      if (!applies(spec, rule, options)) continue;
      const bool any_tool = std::find(spec.argv.tools.begin(), spec.argv.tools.end(), "*") != spec.argv.tools.end();
      const Refusal plain = any_tool ? Refusal::kNoArgument : Refusal::kNoTool;
      raised.try_emplace(rule, Traced{rule, hit->literal, {begin_of(*hit), hit->end}, {}, {plain, {}}});
    }
  }
  const auto traced_of = [&](uint32_t rule) {
    const auto known = raised.find(rule);
    return known != raised.end() ? known->second : Traced{rule, Traced::kNoLiteral, {}, {}, {}};
  };
  std::map<uint32_t, bool> told;
  for (const ArgvSpan& span : spans) {
    if (!applies(snapshot_.rule(span.rule), span.rule, options)) continue;
    Traced traced = traced_of(span.rule);
    traced.found = {line.begin + span.begin, line.begin + span.end};
    told[span.rule] = true;
    add(traced);
  }
  for (const ArgvNote& note : notes) {
    if (note.reason == Refusal::kNoArgument) {  // the tool was recognised, no more
      if (const auto known = raised.find(note.rule); known != raised.end()) known->second.let_go.reason = note.reason;
      continue;
    }
    if (raised.find(note.rule) == raised.end()) continue;
    Traced traced = traced_of(note.rule);
    traced.let_go = {note.reason, {line.begin + note.begin, line.begin + note.end}};
    told[note.rule] = true;
    add(traced);
  }
  for (const auto& [rule, traced] : raised)
    if (!told[rule]) add(traced);
}

}  // namespace redactd
