#include "core/engine/stream.h"

#include <algorithm>
#include <cstring>

#include "core/base/bytes.h"
#include "core/base/limits.h"
#include "core/engine/find.h"
#include "core/engine/stream/unsettled.h"
#include "core/engine/write.h"

namespace redactd {
namespace {

constexpr size_t kContextBytes = 16 * 1024;     // of a line that has left in part, kept to judge what follows
constexpr size_t kContextKeptBytes = 4 * 1024;  // ... after a longer one was shortened
constexpr int kMaxRounds = 4;                   // of looking for echoes of echoes

}  // namespace

struct StreamRedactor::State {
  MaskOptions options;
  std::string buffer;             // raw bytes: context that has left, then what has not
  size_t context = 0;             // complete lines at the start of the buffer, kept for a command that goes on
  size_t left = 0;                // buffer[0, left) has left
  std::optional<Span> sealed;     // left as a mask before its end was known: more of the same is swallowed
  uint32_t sealed_rule = 0;
  bool swallowing = false;        // the sealed value's head is forgotten: swallow while its bytes go on
  CarryOver carry;                // at the start of the buffer
  EchoSet echo;
  std::optional<uint64_t> held_since;
  std::vector<Finding> findings;
  std::vector<Unsettled> unsettled;

  ~State() { wipe(buffer); }

  void find(const Snapshot& snapshot, Redactor& redactor, std::string_view text, CarryOver* carry_over, MaskReport* report);
  bool only_block_newlines(size_t to) const;
  void give(const Snapshot& snapshot, size_t to, std::string& out, MaskReport& report);
  void finish_lines(const Snapshot& snapshot, Redactor& redactor, size_t to, bool last, std::string& out, MaskReport& report);
  void give_tail(const Snapshot& snapshot, Redactor& redactor, bool force, std::string& out, MaskReport& report);
  void seal(const Snapshot& snapshot, size_t begin, uint32_t rule, std::string& out, MaskReport& report);
  size_t settled_end(const Snapshot& snapshot, Redactor& redactor);
  void forget(size_t bytes);
  void swallow(const Snapshot& snapshot);
  size_t keep_from(size_t to) const;
  void step(const Snapshot& snapshot, Redactor& redactor, bool force, std::string& out, MaskReport& report);
};

// Findings of `text`, echoes of earlier values included. With a report, observe and advise rules are counted into it.
void StreamRedactor::State::find(const Snapshot& snapshot, Redactor& redactor, std::string_view text, CarryOver* carry_over,
                                 MaskReport* report) {
  findings.clear();
  collect_all(snapshot, redactor.impl(), text, options, carry_over, findings);
  settle(snapshot, redactor.impl(), text, options, echo, true, report == nullptr, findings, report);
}

// Bytes [left, to) leave, with `findings` masked. A finding whose head has left is masked from here on, or swallowed if its
// mask has left.
void StreamRedactor::State::give(const Snapshot& snapshot, size_t to, std::string& out, MaskReport& report) {
  for (Finding finding : findings) {
    if (finding.end <= left || finding.begin >= to) continue;
    finding.end = std::min(finding.end, to);
    if (finding.begin < left) {
      finding.continued = finding.continued || (sealed && finding.begin < sealed->end && finding.end > sealed->begin);
      finding.begin = left;
    }
    out.append(buffer, left, finding.begin - left);
    left = finding.end;
    if (finding.continued) continue;
    out += mask_text(snapshot, finding, buffer, options);
    ++report.findings;
    if (finding.rule != Finding::kLineBudget) report.rules.push_back(finding.rule);
  }
  if (to > left) out.append(buffer, left, to - left);
  left = std::max(left, to);
}

// Drops bytes from the start of the buffer.
void StreamRedactor::State::forget(size_t bytes) {
  if (bytes == 0) return;
  explicit_bzero(buffer.data(), bytes);
  buffer.erase(0, bytes);
  left -= std::min(left, bytes);
  context -= std::min(context, bytes);
  if (sealed) {
    if (sealed->end <= bytes) {
      sealed.reset();
    } else {
      sealed = Span{sealed->begin - std::min(sealed->begin, bytes), sealed->end - bytes};
    }
  }
}

// A command that goes on behind a backslash is judged as a whole: where its first line begins.
size_t StreamRedactor::State::keep_from(size_t to) const {
  if (carry.pem.open) return to;
  size_t from = to;
  while (from >= 2 && buffer[from - 1] == '\n' && buffer[from - 2] == '\\' && to - from < kContextBytes) {
    const size_t newline = buffer.rfind('\n', from - 2);
    from = newline == std::string::npos ? 0 : newline + 1;
  }
  return from;
}

// Complete lines, buffer[0, to), leave.
void StreamRedactor::State::finish_lines(const Snapshot& snapshot, Redactor& redactor, size_t to, bool last, std::string& out,
                                         MaskReport& report) {
  MaskReport seen;
  find(snapshot, redactor, std::string_view(buffer).substr(0, to), &carry, &seen);
  if (context == 0) {
    report.observed.insert(report.observed.end(), seen.observed.begin(), seen.observed.end());
    report.advised.insert(report.advised.end(), seen.advised.begin(), seen.advised.end());
  }
  // An open block's last newline waits: if the block goes on, it lies inside the mask.
  const bool block_goes_on = !last && carry.pem.open && !findings.empty() && findings.back().end + 1 == to && buffer[to - 1] == '\n';
  const size_t until = block_goes_on ? to - 1 : to;
  give(snapshot, until, out, report);
  const size_t keep = last ? to : std::min(keep_from(until), until);
  echo.forget_places();
  forget(keep);
  context = until - keep;
  sealed.reset();
}

// Newlines behind an open block's body wait for what follows them: more of the body would take them into its mask.
bool StreamRedactor::State::only_block_newlines(size_t to) const {
  if (!carry.pem.open || !carry.pem_masked) return false;
  return std::all_of(buffer.begin() + static_cast<std::ptrdiff_t>(left), buffer.begin() + static_cast<std::ptrdiff_t>(to),
                     [](char c) { return c == '\n' || c == '\r' || is_blank(c); });
}

// The mask of a value leaves before its end is known.
void StreamRedactor::State::seal(const Snapshot& snapshot, size_t begin, uint32_t rule, std::string& out, MaskReport& report) {
  const bool goes_on = sealed && sealed->end >= left && begin <= sealed->begin;
  begin = std::max(begin, left);
  out.append(buffer, left, begin - left);
  if (!goes_on) {
    out += mask_text(snapshot, {begin, buffer.size(), rule}, buffer, options);
    ++report.findings;
    if (rule != Finding::kLineBudget) report.rules.push_back(rule);
    sealed = Span{begin, buffer.size()};
  }
  sealed->end = buffer.size();
  sealed_rule = rule;
  left = buffer.size();
}

// Fills `findings` and `unsettled` for the unfinished line and returns where what may leave ends.
size_t StreamRedactor::State::settled_end(const Snapshot& snapshot, Redactor& redactor) {
  CarryOver ahead = carry;
  find(snapshot, redactor, buffer, &ahead, nullptr);
  unsettled.clear();
  if (carry.pem.open) {
    // A line of the open block: all of it waits, and if it has to leave, the key's bytes leave masked.
    unsettled.push_back({left, std::nullopt});
    if (!findings.empty() && findings.back().end == buffer.size()) unsettled.back().rule = findings.back().rule;
  } else {
    find_unsettled(snapshot, redactor.impl(), echo, std::string_view(buffer).substr(context), options, unsettled);
    if (any_glued(buffer, findings)) {
      std::string blanked = blank_findings(buffer, {context, buffer.size()}, findings);
      find_unsettled(snapshot, redactor.impl(), echo, blanked, options, unsettled);
      wipe(blanked);
    }
    for (Unsettled& item : unsettled) item.begin += context;
  }
  for (const Finding& finding : findings) {
    // What a command's operand means depends on those that follow it.
    const bool command = finding.rule < snapshot.size() && snapshot.rule(finding.rule).kind == RuleKind::kArgv && finding.begin >= context;
    if (command || finding.end == buffer.size()) unsettled.push_back({finding.begin, finding.rule});
  }
  size_t hold = buffer.size();
  for (const Unsettled& item : unsettled) hold = std::min(hold, item.begin);
  for (auto finding = findings.rbegin(); finding != findings.rend(); ++finding) {
    if (finding->end > hold) hold = std::min(hold, finding->begin);
  }
  return hold;
}

// The unfinished line: what is settled leaves; with `force` the rest too, masked where it is a piece of something.
void StreamRedactor::State::give_tail(const Snapshot& snapshot, Redactor& redactor, bool force, std::string& out, MaskReport& report) {
  if (left >= buffer.size()) return;
  size_t hold = settled_end(snapshot, redactor);
  // Settled values are looked for in the rest of the line too, and may settle more.
  for (int round = 0; round < kMaxRounds; ++round) {
    const size_t known = echo.size();
    std::vector<Finding> settled;
    std::copy_if(findings.begin(), findings.end(), std::back_inserter(settled), [&](const Finding& finding) { return finding.end <= hold; });
    echo.add(snapshot, buffer, settled);
    if (echo.size() == known) break;
    hold = settled_end(snapshot, redactor);
  }
  hold = std::max(hold, left);
  if (!force) return give(snapshot, hold, out, report);

  std::optional<Unsettled> piece;  // the earliest that holds secret bytes
  for (const Unsettled& item : unsettled) {
    if (item.rule && (!piece || item.begin < piece->begin)) piece = item;
  }
  if (!piece) return give(snapshot, buffer.size(), out, report);
  give(snapshot, std::max(left, piece->begin), out, report);
  const bool block = carry.pem.open && carry.pem_masked;
  if (block && !sealed) sealed = Span{left, left};  // its mask has left with the lines before
  seal(snapshot, block ? left : piece->begin, *piece->rule, out, report);
}

// The bytes of a value whose head was forgotten: they belong to the mask that has left.
void StreamRedactor::State::swallow(const Snapshot& snapshot) {
  const bool by_alphabet = sealed_rule < snapshot.size() && snapshot.rule(sealed_rule).kind == RuleKind::kPrefix;
  size_t at = left;
  while (at < buffer.size()) {
    const char c = buffer[at];
    const bool goes_on = by_alphabet ? snapshot.impl().compiled(sealed_rule).alphabet().test(byte(c))
                                     : !(is_blank(c) || c == '\n' || c == '"' || c == '\'');
    if (!goes_on) break;
    ++at;
  }
  swallowing = at == buffer.size();
  left = at;
  if (swallowing) {
    sealed->end = at;
  } else {
    sealed.reset();
  }
}

void StreamRedactor::State::step(const Snapshot& snapshot, Redactor& redactor, bool force, std::string& out, MaskReport& report) {
  if (swallowing) swallow(snapshot);
  const size_t newline = buffer.rfind('\n');
  if (newline != std::string::npos && newline + 1 > context && newline >= left && !only_block_newlines(newline + 1)) {
    finish_lines(snapshot, redactor, newline + 1, false, out, report);
  }
  const bool too_long = buffer.size() - left > kMaxHoldBytes;
  give_tail(snapshot, redactor, force, out, report);
  if (too_long && buffer.size() - left > kMaxHoldBytes) give_tail(snapshot, redactor, true, out, report);
  if (left > kContextBytes && left > context + kContextKeptBytes) {
    const bool head_goes = sealed && sealed->end == left && sealed->begin < left - kContextKeptBytes;
    carry = {};
    forget(left - kContextKeptBytes);
    context = 0;
    swallowing = swallowing || head_goes;
  }
}

StreamRedactor::StreamRedactor(MaskOptions options) : state_(std::make_unique<State>()) { state_->options = options; }
StreamRedactor::~StreamRedactor() = default;
StreamRedactor::StreamRedactor(StreamRedactor&&) noexcept = default;
StreamRedactor& StreamRedactor::operator=(StreamRedactor&&) noexcept = default;

MaskReport StreamRedactor::feed(const Snapshot& snapshot, Redactor& redactor, std::string_view piece, uint64_t now_ms, std::string& out) {
  MaskReport report;
  State& s = *state_;
  const size_t waiting = held_bytes();
  s.buffer += piece;
  s.step(snapshot, redactor, false, out, report);
  // The clock runs from the oldest byte that waits.
  const size_t held = held_bytes();
  if (held == 0) {
    s.held_since.reset();
  } else if (!s.held_since || (waiting > 0 && held <= piece.size())) {
    s.held_since = now_ms;
  }
  return report;
}

std::optional<uint64_t> StreamRedactor::deadline_ms() const {
  if (!state_->held_since) return std::nullopt;
  return *state_->held_since + kHoldDeadlineMs;
}

MaskReport StreamRedactor::tick(const Snapshot& snapshot, Redactor& redactor, uint64_t now_ms, std::string& out) {
  MaskReport report;
  const auto deadline = deadline_ms();
  if (!deadline || now_ms < *deadline) return report;
  State& s = *state_;
  s.step(snapshot, redactor, true, out, report);
  s.held_since.reset();
  return report;
}

MaskReport StreamRedactor::finish(const Snapshot& snapshot, Redactor& redactor, std::string& out) {
  MaskReport report;
  State& s = *state_;
  if (s.swallowing) s.swallow(snapshot);
  if (s.buffer.size() > s.left) s.finish_lines(snapshot, redactor, s.buffer.size(), true, out, report);
  const MaskOptions options = s.options;
  state_ = std::make_unique<State>();
  state_->options = options;
  return report;
}

size_t StreamRedactor::held_bytes() const { return state_->buffer.size() - state_->left; }

}  // namespace redactd
