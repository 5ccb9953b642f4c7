#include <algorithm>

#include "core/engine/find.h"
#include "core/engine/value_check.h"

namespace redactd {
namespace {

int priority_of(const Snapshot& snapshot, const Finding& finding) {
  return finding.rule == Finding::kLineBudget ? -1 : snapshot.rule(finding.rule).priority;
}

bool outranks(const Snapshot& snapshot, const Finding& a, const Finding& b) {
  const size_t length_a = a.end - a.begin, length_b = b.end - b.begin;
  if (length_a != length_b) return length_a > length_b;
  const int priority_a = priority_of(snapshot, a), priority_b = priority_of(snapshot, b);
  if (priority_a != priority_b) return priority_a > priority_b;
  if (a.begin != b.begin) return a.begin < b.begin;
  return a.rule < b.rule;
}

RuleMode mode_of(const Snapshot& snapshot, const Finding& finding) {
  return finding.rule == Finding::kLineBudget ? RuleMode::kMask : snapshot.rule(finding.rule).mode;
}

}  // namespace

bool applies(const RuleSpec& rule, uint32_t number, const MaskOptions& options) {
  if (options.only_rule && *options.only_rule != number) return false;
  return !rule.owner_uid || rule.owner_uid == options.uid;
}

void resolve_overlaps(const Snapshot& snapshot, std::vector<Finding>& findings, MaskReport* report) {
  std::sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end != b.end ? a.end < b.end : a.rule < b.rule;
  });
  findings.erase(std::unique(findings.begin(), findings.end(),
                             [](const Finding& a, const Finding& b) { return a.begin == b.begin && a.end == b.end && a.rule == b.rule; }),
                 findings.end());
  size_t kept = 0;
  Finding winner{};  // of the group at hand, with its own bounds
  for (size_t i = 0; i < findings.size(); ++i) {
    const Finding finding = findings[i];
    const RuleMode mode = mode_of(snapshot, finding);
    if (mode != RuleMode::kMask) {
      if (report != nullptr) (mode == RuleMode::kObserve ? report->observed : report->advised).push_back(finding.rule);
      continue;
    }
    if (kept == 0 || finding.begin >= findings[kept - 1].end) {
      findings[kept++] = winner = finding;
      continue;
    }
    Finding& joined = findings[kept - 1];
    joined.end = std::max(joined.end, finding.end);
    joined.continued = joined.continued || finding.continued;
    if (outranks(snapshot, finding, winner)) {
      winner = finding;
      joined.rule = finding.rule;
    }
  }
  findings.resize(kept);
}

namespace {

// True if the finding lies inside a mask: a known value may be a piece of one ("REDACTED").
bool inside_existing_mask(std::string_view text, const Finding& finding) {
  constexpr size_t kMostMaskBytes = 64;
  const size_t from = finding.begin - std::min(finding.begin, kMostMaskBytes);
  const size_t open = text.substr(from, finding.begin + 1 - from).rfind('[');
  if (open == std::string_view::npos) return false;
  const std::string_view mask = text.substr(from + open, kMostMaskBytes);
  const size_t close = mask.find(']');
  return close != std::string_view::npos && finding.end <= from + open + close + 1 && is_existing_mask(mask.substr(0, close + 1));
}

}  // namespace

void drop_existing_masks(std::string_view text, std::vector<Finding>& findings) {
  std::erase_if(findings, [&](const Finding& finding) {
    const std::string_view covered = text.substr(finding.begin, finding.end - finding.begin);
    if (is_existing_mask(covered) || inside_existing_mask(text, finding)) return true;
    // A finding that begins inside a mask, or reaches into one, is a finding of the mask's own letters.
    const size_t from = finding.begin - std::min<size_t>(finding.begin, 64);
    const std::string_view before = text.substr(from, finding.begin - from);
    const size_t open = before.rfind("[REDACTED");
    if (open != std::string_view::npos && before.find(']', open) == std::string_view::npos &&
        is_existing_mask(text.substr(from + open, finding.end - from - open))) {
      return true;
    }
    return finding.rule != Finding::kLineBudget && holds_existing_mask(covered);
  });
}

}  // namespace redactd
