// What became of each candidate of a search: filled for `redactctl test --explain`, absent in production.
#pragma once

#include <cstdint>
#include <vector>

#include "core/engine/argv/table.h"
#include "core/engine/confirm/candidate.h"
#include "core/engine/redactor.h"
#include "core/engine/scan/literal_scanner.h"

namespace redactd {

// One candidate: a literal of a rule stands at `anchor`. Either `found` is what the rule would mask, or it is empty and
// `let_go` says why. Offsets into the searched text.
struct Traced {
  static constexpr uint32_t kNoLiteral = 0xffffffff;
  uint32_t rule;       // Finding::kLineBudget: the rest of a line that was too costly
  uint32_t literal;    // of the snapshot's set; kNoLiteral: nothing in this text raised it
  Span anchor;
  Span found;
  LetGo let_go;
  bool encoded = false;  // found in what is encoded there: no literal of the text raised it
};

// Watches how long confirmations take; see client/ctl/rules_bench.h.
class ConfirmProbe {
 public:
  virtual ~ConfirmProbe() = default;
  // Around each confirmation. `rule`: Snapshot::Impl::kArgvRules for a command line. `searches`: how often something dearer
  // than the first look was done; `findings`: what it found.
  virtual void enter(uint32_t rule) = 0;
  virtual void leave(uint32_t rule, size_t searches, size_t findings) = 0;
};

class Trace {
 public:
  static constexpr size_t kMaxLetGo = 200'000;  // what is let go beyond that is only counted: memory stays bounded

  explicit Trace(const Snapshot& snapshot);

  const std::vector<Traced>& candidates() const { return candidates_; }
  size_t unlisted() const { return unlisted_; }
  void clear();

  // What confirming one hit gave: `found` (from `first` on), or a reason. Of known values only what is found is told: where
  // four of its bytes stand is nobody's business.
  void confirmed(uint32_t rule, uint32_t literal, Span anchor, const std::vector<Finding>& found, size_t first, const LetGo& why);

  // What the argv table gave for the logical line that begins at `base`. `hits`: the literals in it, in order.
  void command_line(const std::vector<LiteralHit>& hits, Span line, const std::vector<ArgvSpan>& spans,
                    const std::vector<ArgvNote>& notes, const MaskOptions& options);

  // For searches in a changed copy of the text: what was traced since there were `mark` candidates ...
  size_t mark() const { return candidates_.size(); }
  // ... is moved to where it stands in the text; at(i) is the raw place of byte i ...
  template <typename At>
  void move_since(size_t mark, const At& at) {
    for (size_t i = mark; i < candidates_.size(); ++i) {
      Traced& traced = candidates_[i];
      for (Span* span : {&traced.anchor, &traced.found, &traced.let_go.value})
        if (span->size() > 0) *span = {at(span->begin), at(span->end - 1) + 1};
    }
  }
  // ... or stands in what was decoded: only what was found (`found` from `first` on, in the text's places) counts ...
  void decoded_since(size_t mark, const std::vector<Finding>& found, size_t first);
  // ... or is left out, unless it found something that keep(span) wants.
  template <typename Keep>
  void keep_since(size_t mark, const Keep& keep) {
    std::erase_if(candidates_, [&, first = candidates_.data() + mark](const Traced& traced) {
      return &traced >= first && (traced.found.size() == 0 || !keep(traced.found));
    });
  }

 private:
  void add(const Traced& traced);

  const Snapshot& snapshot_;
  std::vector<std::vector<uint32_t>> argv_rules_;  // of each literal
  std::vector<Traced> candidates_;
  size_t let_go_ = 0;
  size_t unlisted_ = 0;
};

}  // namespace redactd
