#include "core/engine/find.h"

#include <algorithm>
#include <cstring>

#include "core/base/bytes.h"
#include "core/base/limits.h"
#include "core/engine/confirm/candidate.h"
#include "core/engine/confirm/edges.h"
#include "core/engine/encoded.h"

namespace redactd {
namespace {

// One pass over the hits of a text. Budgets bound what a hostile line can cost; a line that spends them is masked.
class Pass {
 public:
  Pass(const Snapshot& snapshot, Redactor::Impl& scratch, std::string_view text, const MaskOptions& options, CarryOver* carry,
       std::vector<Finding>& out)
      : snapshot_(snapshot.impl()), scratch_(scratch), text_(text), options_(options), carry_(carry), out_(out) {}

  void run() {
    if (carry_ != nullptr && carry_->pem.open) continue_pem();
    search();
    for (const LiteralHit& hit : scratch_.hits) {
      const Span span{hit.end - snapshot_.literals.literals[hit.literal].bytes.size(), hit.end};
      if (span.begin >= line_.end || first_) begin_line(span.begin);
      if (spent_) continue;
      literal_ = hit.literal;
      const bool masked = inside_mask(span.begin);
      for (uint32_t k = snapshot_.starts[hit.literal]; k < snapshot_.starts[hit.literal + 1] && !spent_; ++k) {
        const uint32_t number = snapshot_.members[k];
        if (scratch_.trace != nullptr || scratch_.probe != nullptr) watched_confirm(number, span, masked);
        else if (!masked || is_exact(number)) confirm(number, span);
      }
    }
  }

 private:
  void search() {
    if (scratch_.scanner_serial != snapshot_.serial) {
      scratch_.scan_scratch = snapshot_.scanner->make_scratch();
      scratch_.resume.assign(snapshot_.rules.size(), {});
      scratch_.scanner_serial = snapshot_.serial;
    }
    scratch_.hits.clear();
    snapshot_.scanner->scan(text_, *scratch_.scan_scratch, scratch_.hits);
    // In order of their beginning, so that a line's hits stand together and its first finding comes first.
    const auto begin_of = [&](const LiteralHit& hit) { return hit.end - snapshot_.literals.literals[hit.literal].bytes.size(); };
    const auto before = [&](const LiteralHit& a, const LiteralHit& b) {
      const size_t x = begin_of(a), y = begin_of(b);
      return x != y ? x < y : a.literal < b.literal;
    };
    if (!std::is_sorted(scratch_.hits.begin(), scratch_.hits.end(), before)) std::sort(scratch_.hits.begin(), scratch_.hits.end(), before);
  }

  Line line_around(size_t at) const {
    const char* const data = text_.data();
    const void* const left = at == 0 ? nullptr : memrchr(data, '\n', at);
    const void* const right = memchr(data + at, '\n', text_.size() - at);
    return {text_, left == nullptr ? 0 : static_cast<size_t>(static_cast<const char*>(left) - data) + 1,
            right == nullptr ? text_.size() : static_cast<size_t>(static_cast<const char*>(right) - data)};
  }

  // The letters of a mask are no candidates, and cost the line's budget nothing.
  bool inside_mask(size_t at) const {
    size_t i = at;
    while (i > line_.begin && at - i < 40 && (is_upper(text_[i - 1]) || is_digit(text_[i - 1]) || text_[i - 1] == '_')) --i;
    return i > line_.begin && text_[i - 1] == '[' && text_.substr(i).starts_with("REDACTED");
  }

  // An anchor of these is any four bytes of a value: a mask's beginning in front of it says nothing.
  bool is_exact(uint32_t number) const {
    return number < snapshot_.rules.size() && snapshot_.compiled(number).spec().kind == RuleKind::kExact;
  }

  void begin_line(size_t at) {
    first_ = false;
    line_ = line_around(at);
    budget_ = kConfirmsPerLine + (line_.end - line_.begin) / kLineBytesPerConfirm;
    cheap_budget_ = budget_ * 16;
    spent_ = false;
    ++scratch_.line_number;
  }

  void spend(size_t& budget, size_t cost, size_t at) {
    if (budget >= cost) {
      budget -= cost;
      return;
    }
    spent_ = true;
    out_.push_back({at, line_.end, Finding::kLineBudget});
  }

  // Values may reach to the line's end, and each of many hits would read it again.
  bool spend_value(size_t bytes, size_t at) {
    spend(cheap_budget_, bytes / kLineBytesPerConfirm, at);
    return !spent_;
  }

  void watched_confirm(uint32_t number, Span hit, bool masked) {
    const bool argv = number == Snapshot::Impl::kArgvRules;
    if (!argv && !applies(snapshot_.compiled(number).spec(), number, options_)) return;
    const size_t before = out_.size();
    why_ = {masked ? Refusal::kInsideMask : Refusal::kNone, {}};
    searches_ = 0;
    if (scratch_.probe != nullptr) scratch_.probe->enter(number);
    if (!masked || is_exact(number)) confirm(number, hit);
    if (scratch_.probe != nullptr) scratch_.probe->leave(number, searches_, out_.size() - before);
    if (scratch_.trace != nullptr && !argv) scratch_.trace->confirmed(number, literal_, hit, out_, before, why_);
  }

  void refuse(Refusal reason) { why_.reason = reason; }
  LetGo* why() { return scratch_.trace != nullptr ? &why_ : nullptr; }

  void confirm(uint32_t number, Span hit) {
    if (number == Snapshot::Impl::kArgvRules) return confirm_argv(hit);
    const CompiledRule& rule = snapshot_.compiled(number);
    if (!applies(rule.spec(), number, options_)) return;
    if (rule.spec().kind == RuleKind::kRegex) return confirm_by_regex(rule, number, hit);
    spend(cheap_budget_, 1, hit.begin);
    if (spent_) return;
    if (rule.spec().kind == RuleKind::kExact) return confirm_exact(rule.spec(), number, hit);
    ++searches_;
    std::optional<Span> span;
    size_t looked_at = 0;
    if (rule.spec().kind == RuleKind::kPrefix) {
      span = confirm_prefix(rule, line_, hit, looked_at, why());
    } else if (rule.spec().context.tier == ContextTier::kUrl) {
      span = confirm_url(rule, line_, hit, looked_at, why());
    } else if (rule.spec().context.tier == ContextTier::kVendor) {
      span = confirm_vendor(line_, hit, looked_at, why());
    } else if (rule.spec().context.tier == ContextTier::kPem) {
      return confirm_pem(number, hit);
    } else {
      span = confirm_key_value(rule, line_, hit, looked_at, why());
    }
    if (!spend_value(looked_at, hit.begin)) return;
    if (span) out_.push_back({span->begin, span->end, number});
  }

  void confirm_exact(const RuleSpec& spec, uint32_t number, Span hit) {
    scratch_.exact_places.clear();
    size_t looked_at = 0;
    for (const auto& value : spec.exact) value->places_around(text_, hit.begin, looked_at, scratch_.exact_places);
    for (const auto& place : scratch_.exact_places) out_.push_back({place.begin, place.end, number});
    spend_value(looked_at, hit.begin);
  }

  void confirm_by_regex(const CompiledRule& rule, uint32_t number, Span hit) {
    if (rule.begins_with_anchor() && !may_begin(line_.view(), hit.begin - line_.begin, rule.wants_word_edge())) return refuse(Refusal::kEdgeBefore);
    Redactor::Impl::Resume& resume = scratch_.resume[number];
    if (resume.line != scratch_.line_number) resume = {scratch_.line_number, line_.begin};
    size_t from = std::max(resume.from, hit.begin - std::min(hit.begin - line_.begin, kWindowLeftBytes));
    if (from > hit.begin) return refuse(Refusal::kMatchedAlready);
    scratch_.regex_spans.clear();
    const size_t searches = confirm_regex(rule, line_, hit, std::min(line_.end, hit.end + kWindowRightBytes), from, scratch_.regex_spans, why());
    searches_ += searches;
    resume.from = scratch_.regex_spans.empty() ? resume.from : from;
    for (const Span& span : scratch_.regex_spans) out_.push_back({span.begin, span.end, number});
    spend(budget_, searches, hit.begin);
  }

  // The table reads whole command lines: one call for each logical line, whatever number of hits it has.
  void confirm_argv(Span hit) {
    if (hit.begin < argv_done_ || !stands_at(snapshot_.argv_places[literal_], text_, hit.begin, hit.end)) return;
    size_t begin = line_.begin, end = line_.end;
    while (begin >= 2 && text_[begin - 2] == '\\') begin = line_around(begin - 2).begin;
    while (end + 1 < text_.size() && end > begin && text_[end - 1] == '\\') end = line_around(end + 1).end;
    begin = std::max(begin, argv_done_);
    argv_done_ = end;
    scratch_.argv_spans.clear();
    ++searches_;
    std::vector<ArgvNote> notes;
    snapshot_.argv->find(text_.substr(begin, end - begin), scratch_.argv_spans, scratch_.trace != nullptr ? &notes : nullptr);
    if (scratch_.trace != nullptr) scratch_.trace->command_line(scratch_.hits, {begin, end}, scratch_.argv_spans, notes, options_);
    for (const ArgvSpan& span : scratch_.argv_spans) {
      if (applies(snapshot_.compiled(span.rule).spec(), span.rule, options_)) out_.push_back({begin + span.begin, begin + span.end, span.rule});
    }
  }

  void confirm_pem(uint32_t number, Span hit) {
    const auto header_end = pem_header_end(line_, hit);
    why_.reason = header_end ? Refusal::kNoBody : Refusal::kNoPrivateKey;
    if (!header_end) return;
    if (const auto body = pem_body_on_line(line_, *header_end)) {
      out_.push_back({body->begin, body->end, number});
      return;
    }
    if (!pem_header_ends_line(line_, *header_end)) return;
    PemState state;
    state.open = true;
    walk_pem(state, number, line_.end + 1, false);
  }

  // Lines of the block that the piece before left open.
  void continue_pem() {
    const PemState state = carry_->pem;
    const bool masked = carry_->pem_masked;
    carry_->pem = {};
    const uint32_t number = carry_->pem_rule;
    const size_t before = out_.size();
    walk_pem(state, number, 0, masked);
    if (scratch_.trace != nullptr && out_.size() > before) scratch_.trace->confirmed(number, Traced::kNoLiteral, {}, out_, before, {});
  }

  void walk_pem(PemState state, uint32_t number, size_t at, bool continued) {
    std::optional<size_t> joined;  // the finding that the next line's bytes lengthen
    bool any = continued;
    while (state.open && at < text_.size()) {
      const Line line = line_around(at);
      const auto span = pem_next_line(state, line);
      at = line.end + 1;
      if (!span) continue;
      const bool contiguous = joined && only_space(out_[*joined].end, span->begin);
      if (contiguous) {
        out_[*joined].end = span->end;
      } else {
        const bool goes_on = continued && !joined && only_space(0, span->begin);
        out_.push_back({goes_on ? 0 : span->begin, span->end, number, goes_on});
        joined = out_.size() - 1;
      }
      any = true;
    }
    if (carry_ != nullptr && state.open) *carry_ = {state, number, any};
  }

  bool only_space(size_t from, size_t to) const {
    return std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(from), text_.begin() + static_cast<std::ptrdiff_t>(to),
                       [](char c) { return c == '\n' || c == '\r' || is_blank(c); });
  }

  const Snapshot::Impl& snapshot_;
  Redactor::Impl& scratch_;
  std::string_view text_;
  const MaskOptions& options_;
  CarryOver* carry_;
  std::vector<Finding>& out_;

  Line line_;
  bool first_ = true;
  bool spent_ = false;
  size_t budget_ = 0;
  size_t cheap_budget_ = 0;
  size_t argv_done_ = 0;

  uint32_t literal_ = 0;  // of the hit at hand, and what is noted of it for a trace or probe
  LetGo why_;
  size_t searches_ = 0;
};

// Lines [begin, end) that hide bytes, as a reader sees them; what is found there is laid over the raw bytes.
void collect_visible(const Snapshot& snapshot, Redactor::Impl& scratch, std::string_view text, Span lines, const MaskOptions& options,
                     std::vector<Finding>& candidates) {
  make_visible(text.substr(lines.begin, lines.size()), scratch.visible);
  scratch.visible_candidates.clear();
  VisibleText visible = std::move(scratch.visible);
  const size_t mark = scratch.trace != nullptr ? scratch.trace->mark() : 0;
  collect_candidates(snapshot, scratch, visible.text, options, nullptr, scratch.visible_candidates);
  if (scratch.trace != nullptr) scratch.trace->move_since(mark, [&](size_t at) { return lines.begin + visible.raw_at[at]; });
  for (const Finding& finding : scratch.visible_candidates) {
    if (finding.begin == finding.end) continue;
    candidates.push_back({lines.begin + visible.raw_at[finding.begin], lines.begin + visible.raw_at[finding.end - 1] + 1, finding.rule});
  }
  wipe(visible.text);
}

}  // namespace

void collect_candidates(const Snapshot& snapshot, Redactor::Impl& scratch, std::string_view text, const MaskOptions& options,
                        CarryOver* carry, std::vector<Finding>& candidates) {
  Pass(snapshot, scratch, text, options, carry, candidates).run();
}

void collect_all(const Snapshot& snapshot, Redactor::Impl& scratch, std::string_view text, const MaskOptions& options,
                 CarryOver* carry, std::vector<Finding>& candidates) {
  collect_candidates(snapshot, scratch, text, options, carry, candidates);
  const size_t before = candidates.size(), mark = scratch.trace != nullptr ? scratch.trace->mark() : 0;
  collect_encoded(snapshot, scratch, text, options, candidates);
  if (scratch.trace != nullptr) scratch.trace->decoded_since(mark, candidates, before);
  if (!hides_bytes(text)) return;
  // Neighbouring lines that hide bytes are seen as one text, so that a block over several lines stays one.
  constexpr size_t kNone = std::string_view::npos;
  size_t from = kNone;
  for (size_t at = 0; at < text.size();) {
    const size_t newline = text.find('\n', at);
    const size_t next = newline == std::string_view::npos ? text.size() : newline + 1;
    const bool hidden = hides_bytes(text.substr(at, next - at));
    if (hidden && from == kNone) from = at;
    if (!hidden && from != kNone) {
      collect_visible(snapshot, scratch, text, {from, at}, options, candidates);
      from = kNone;
    }
    at = next;
  }
  if (from != kNone) collect_visible(snapshot, scratch, text, {from, text.size()}, options, candidates);
}

}  // namespace redactd
