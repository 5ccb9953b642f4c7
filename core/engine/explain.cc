#include "core/engine/explain.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>

#include "core/base/bytes.h"
#include "core/engine/checksum.h"
#include "core/engine/find.h"

namespace redactd {
namespace {

// Where the lines of a text begin, so that a place has a line and a column.
class Lines {
 public:
  explicit Lines(std::string_view text) {
    begins_.push_back(0);
    for (size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) begins_.push_back(at + 1);
  }
  size_t number(size_t at) const { return static_cast<size_t>(std::upper_bound(begins_.begin(), begins_.end(), at) - begins_.begin()); }
  size_t column(size_t at) const { return at - begins_[number(at) - 1] + 1; }

 private:
  std::vector<size_t> begins_;
};

// One order for what was traced more than once: in raw and in visible bytes, and again beside a mask.
auto order_of(const Traced& t) {
  return std::tuple(t.anchor.begin, t.anchor.end, t.rule, t.found.size() == 0, t.found.begin, t.found.end, t.let_go.value.begin, t.let_go.value.end);
}

bool same_anchor(const Traced& a, const Traced& b) {
  return a.rule == b.rule && a.anchor.begin == b.anchor.begin && a.anchor.end == b.anchor.end && a.literal == b.literal;
}

// Several values may belong to one literal of a command line's rule; of any other rule a literal has one fate.
std::vector<Traced> without_repeats(const Snapshot& snapshot, const std::vector<Traced>& all) {
  std::vector<Traced> sorted = all;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Traced& a, const Traced& b) { return order_of(a) < order_of(b); });
  std::vector<Traced> kept;
  for (const Traced& traced : sorted) {
    const bool repeats = !kept.empty() && same_anchor(kept.back(), traced);
    if (repeats && order_of(kept.back()) == order_of(traced)) continue;
    const bool many = traced.rule != Finding::kLineBudget && snapshot.rule(traced.rule).kind == RuleKind::kArgv && traced.let_go.value.size() > 0;
    if (repeats && traced.found.size() == 0 && !many) continue;
    kept.push_back(traced);
  }
  return kept;
}

// The finding that covers the span; nullptr: it was dropped since.
const Finding* covering(const std::vector<Finding>& findings, Span span) {
  auto after = std::upper_bound(findings.begin(), findings.end(), span.begin, [](size_t at, const Finding& f) { return at < f.begin; });
  if (after == findings.begin()) return nullptr;
  --after;
  return span.end <= after->end ? &*after : nullptr;
}

RuleMode mode_of(const Snapshot& snapshot, uint32_t rule) { return rule == Finding::kLineBudget ? RuleMode::kMask : snapshot.rule(rule).mode; }

}  // namespace

const char* name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::kMasked: return "masked";
    case Outcome::kJoined: return "joined";
    case Outcome::kObserved: return "observed";
    case Outcome::kAdvised: return "advised";
    case Outcome::kLetGo: return "let-go";
  }
  return "";
}

struct Explainer::Impl {
  Impl(const Snapshot& s, const MaskOptions& o) : snapshot(s), options(o), trace(s) {}

  void search(std::string_view text, std::vector<Finding>& findings) {
    Redactor::Impl& scratch = redactor.impl();
    trace.clear();
    scratch.trace = &trace;
    collect_all(snapshot, scratch, text, options, &carry, findings);
    settle(snapshot, scratch, text, options, echo, false, false, findings, nullptr);
    echo.forget_places();
    scratch.trace = nullptr;
  }

  std::optional<bool> checksum_of(std::string_view text, const Traced& traced, std::string_view prefix) const;
  ExplainedCandidate candidate_of(std::string_view text, const Traced& traced, const std::vector<Finding>& findings) const;
  void choose_names(const std::vector<Finding>& findings, std::vector<ExplainedCandidate>& candidates) const;
  void add_echoes(std::string_view text, const std::vector<Finding>& findings, const Lines& lines, std::vector<ExplainedCandidate>& candidates) const;

  const Snapshot& snapshot;
  MaskOptions options;
  Redactor redactor;
  Trace trace;
  EchoSet echo;
  CarryOver carry;
  uint64_t bytes = 0;  // of the pieces before
  uint64_t lines = 0;
};

std::optional<bool> Explainer::Impl::checksum_of(std::string_view text, const Traced& traced, std::string_view prefix) const {
  if (traced.rule == Finding::kLineBudget) return std::nullopt;
  const RuleSpec& rule = snapshot.rule(traced.rule);
  if (rule.kind != RuleKind::kPrefix || rule.checks.empty() || traced.found.size() < prefix.size()) return std::nullopt;
  const std::string_view body = text.substr(traced.found.begin + prefix.size(), traced.found.size() - prefix.size());
  return std::any_of(rule.checks.begin(), rule.checks.end(), [&](const std::string& check) { return checksum_holds(check, prefix, body); });
}

ExplainedCandidate Explainer::Impl::candidate_of(std::string_view text, const Traced& traced, const std::vector<Finding>& findings) const {
  ExplainedCandidate candidate;
  candidate.rule = traced.rule;
  if (traced.literal != Traced::kNoLiteral) candidate.anchor = snapshot.impl().literals.literals[traced.literal].bytes;
  const bool found = traced.found.size() > 0;
  const Span span = found ? traced.found : traced.let_go.value;
  candidate.encoded = traced.encoded;
  candidate.begin = span.begin;
  candidate.end = span.end;
  candidate.anchor_begin = traced.anchor.size() > 0 ? traced.anchor.begin : span.begin;
  candidate.reason = traced.let_go.reason;
  if (!found) {
    if (candidate.reason == Refusal::kLowEntropy) candidate.entropy = shannon_entropy(text.substr(span.begin, span.size()));
    return candidate;
  }
  candidate.checksum = checksum_of(text, traced, candidate.anchor);
  std::vector<Finding> alone{{span.begin, span.end, traced.rule}};
  drop_existing_masks(text, alone);
  const Finding* finding = covering(findings, span);
  const RuleMode mode = mode_of(snapshot, traced.rule);
  if (alone.empty() || (finding == nullptr && mode == RuleMode::kMask)) {
    candidate.reason = Refusal::kInsideMask;
  } else if (mode != RuleMode::kMask) {
    candidate.outcome = mode == RuleMode::kObserve ? Outcome::kObserved : Outcome::kAdvised;
  } else {
    candidate.outcome = Outcome::kJoined;
    candidate.joined_rule = finding->rule;
  }
  return candidate;
}

// Of the candidates that a finding joins, the longest of its own rule gave it its name: that one is "masked".
void Explainer::Impl::choose_names(const std::vector<Finding>& findings, std::vector<ExplainedCandidate>& candidates) const {
  std::vector<ExplainedCandidate*> names(findings.size(), nullptr);
  for (ExplainedCandidate& candidate : candidates) {
    if (candidate.outcome != Outcome::kJoined || candidate.rule != candidate.joined_rule) continue;
    const Finding* finding = covering(findings, {candidate.begin, candidate.end});
    ExplainedCandidate*& name = names[static_cast<size_t>(finding - findings.data())];
    if (name == nullptr || candidate.end - candidate.begin > name->end - name->begin) name = &candidate;
  }
  for (size_t i = 0; i < findings.size(); ++i) {
    if (names[i] == nullptr) continue;
    names[i]->outcome = Outcome::kMasked;
    names[i]->begin = findings[i].begin;
    names[i]->end = findings[i].end;
  }
}

// A finding that no literal raised repeats a value that was found elsewhere.
void Explainer::Impl::add_echoes(std::string_view text, const std::vector<Finding>& findings, const Lines& at, std::vector<ExplainedCandidate>& candidates) const {
  std::set<std::pair<uint64_t, uint64_t>> named;
  std::unordered_map<std::string_view, uint64_t> line_of;
  for (const ExplainedCandidate& candidate : candidates) {
    if (candidate.outcome != Outcome::kMasked) continue;
    named.emplace(candidate.begin, candidate.end);
    line_of.try_emplace(text.substr(candidate.begin, candidate.end - candidate.begin), lines + at.number(candidate.begin));
  }
  for (const Finding& finding : findings) {
    if (named.contains({finding.begin, finding.end})) continue;
    ExplainedCandidate echoed;
    echoed.rule = finding.rule;
    echoed.outcome = Outcome::kMasked;
    echoed.echo = true;
    echoed.anchor_begin = echoed.begin = finding.begin;
    echoed.end = finding.end;
    const auto known = line_of.find(text.substr(finding.begin, finding.end - finding.begin));
    if (known != line_of.end()) echoed.echo_line = known->second;
    candidates.push_back(echoed);
  }
}

Explainer::Explainer(const Snapshot& snapshot, const MaskOptions& options) : impl_(std::make_unique<Impl>(snapshot, options)) {}
Explainer::~Explainer() = default;

void Explainer::explain(std::string_view piece, Explanation& out) {
  out = {};
  impl_->search(piece, out.findings);
  const Lines lines(piece);
  for (const Traced& traced : without_repeats(impl_->snapshot, impl_->trace.candidates()))
    out.candidates.push_back(impl_->candidate_of(piece, traced, out.findings));
  impl_->choose_names(out.findings, out.candidates);
  impl_->add_echoes(piece, out.findings, lines, out.candidates);
  std::stable_sort(out.candidates.begin(), out.candidates.end(),
                   [](const ExplainedCandidate& a, const ExplainedCandidate& b) { return a.anchor_begin < b.anchor_begin; });
  out.unlisted = impl_->trace.unlisted();
  for (ExplainedCandidate& candidate : out.candidates) {
    candidate.line = impl_->lines + lines.number(candidate.anchor_begin);
    candidate.column = lines.column(candidate.anchor_begin);
    candidate.anchor_begin += impl_->bytes;
    candidate.begin += impl_->bytes;
    candidate.end += impl_->bytes;
  }
  for (Finding& finding : out.findings) {
    finding.begin += impl_->bytes;
    finding.end += impl_->bytes;
  }
  impl_->bytes += piece.size();
  impl_->lines += static_cast<uint64_t>(std::count(piece.begin(), piece.end(), '\n'));
}

}  // namespace redactd
