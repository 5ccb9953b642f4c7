#include <algorithm>

#include "core/base/bytes.h"
#include "core/engine/find.h"

namespace redactd {
namespace {

constexpr int kMaxRounds = 4;

// A word byte, a quote, or the backslash of an escape: what a shell or an escape would join to it.
bool touches_word(std::string_view text, const Finding& finding) {
  const auto joins = [](char c) { return is_word(c) || c == '\\' || c == '"' || c == '\'' || c == '`'; };
  return (finding.begin > 0 && joins(text[finding.begin - 1])) || (finding.end < text.size() && joins(text[finding.end]));
}

size_t line_begin(std::string_view text, size_t at) {
  const size_t newline = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return newline == std::string_view::npos ? 0 : newline + 1;
}

// The lines of a finding, and those that a backslash joins to them: a command is judged as a whole.
Span lines_around(std::string_view text, const Finding& finding) {
  Span lines{line_begin(text, finding.begin), std::min(text.find('\n', finding.end), text.size())};
  while (lines.begin >= 2 && text[lines.begin - 2] == '\\') lines.begin = line_begin(text, lines.begin - 1);
  while (lines.end + 1 < text.size() && lines.end > lines.begin && text[lines.end - 1] == '\\') {
    lines.end = std::min(text.find('\n', lines.end + 1), text.size());
  }
  return lines;
}

// The first one that ends behind `at`, of findings in the order of the text that do not overlap.
std::vector<Finding>::const_iterator first_behind(const std::vector<Finding>& findings, size_t at) {
  return std::partition_point(findings.begin(), findings.end(), [at](const Finding& finding) { return finding.end <= at; });
}

bool overlaps_any(const Finding& finding, const std::vector<Finding>& findings) {
  const auto next = first_behind(findings, finding.begin);
  return next != findings.end() && next->begin < finding.end;
}

size_t covered_bytes(const std::vector<Finding>& findings) {
  size_t bytes = 0;
  for (const Finding& finding : findings) bytes += finding.end - finding.begin;
  return bytes;
}

}  // namespace

bool any_glued(std::string_view text, const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) { return touches_word(text, finding); });
}

std::string blank_findings(std::string_view text, Span lines, const std::vector<Finding>& findings) {
  std::string copy(text.substr(lines.begin, lines.size()));
  for (auto finding = first_behind(findings, lines.begin); finding != findings.end() && finding->begin < lines.end; ++finding) {
    const size_t begin = std::max(finding->begin, lines.begin), end = std::min(finding->end, lines.end);
    for (size_t i = begin; i < end; ++i) copy[i - lines.begin] = '*';
    if (end > begin + 1) {  // its neighbours see the edges that the mask will have
      copy[begin - lines.begin] = '[';
      copy[end - 1 - lines.begin] = ']';
    }
  }
  return copy;
}

void find_glued(const Snapshot& snapshot, Redactor::Impl& scratch, std::string_view text, const MaskOptions& options,
                std::vector<Finding>& findings) {
  for (int round = 0; round < kMaxRounds; ++round) {
    std::vector<Finding> found;
    Span done{0, 0};
    for (const Finding& finding : findings) {
      if (finding.rule == Finding::kLineBudget || !touches_word(text, finding)) continue;
      if (finding.begin >= done.begin && finding.end <= done.end) continue;
      const Span lines = lines_around(text, finding);
      done = lines;
      std::string copy = blank_findings(text, lines, findings);
      std::vector<Finding> here;
      const size_t mark = scratch.trace != nullptr ? scratch.trace->mark() : 0;
      collect_all(snapshot, scratch, copy, options, nullptr, here);
      if (scratch.trace != nullptr) {  // what the blanked copy lets go says nothing of the text
        scratch.trace->move_since(mark, [&](size_t at) { return lines.begin + at; });
        scratch.trace->keep_since(mark, [&](Span span) { return !overlaps_any({span.begin, span.end, 0}, findings); });
      }
      for (const Finding& f : here) {
        const Finding moved{lines.begin + f.begin, lines.begin + f.end, f.rule};
        // What lies over a mask was found through its letters.
        if (f.rule == Finding::kLineBudget || !overlaps_any(moved, findings)) found.push_back(moved);
      }
      wipe(copy);
    }
    const size_t before = covered_bytes(findings);
    drop_existing_masks(text, found);
    findings.insert(findings.end(), found.begin(), found.end());
    resolve_overlaps(snapshot, findings, nullptr);
    if (covered_bytes(findings) == before) return;
  }
}

void settle(const Snapshot& snapshot, Redactor::Impl& scratch, std::string_view text, const MaskOptions& options, EchoSet& echo,
            bool forward, bool unfinished, std::vector<Finding>& findings, MaskReport* report) {
  drop_existing_masks(text, findings);
  resolve_overlaps(snapshot, findings, report);
  if (findings.empty() && echo.empty()) return;
  for (int round = 0; round < kMaxRounds; ++round) {
    find_glued(snapshot, scratch, text, options, findings);
    if (!unfinished) echo.add(snapshot, text, findings);
    if (echo.empty()) return;
    const size_t before = covered_bytes(findings);
    echo.find(text, forward, findings);
    resolve_overlaps(snapshot, findings, nullptr);
    if (covered_bytes(findings) == before) return;
  }
}

}  // namespace redactd
