// The search behind Redactor and StreamRedactor: hits, confirmation, overlaps, echoes.
#pragma once

#include <memory>
#include <vector>

#include "core/engine/confirm/pem.h"
#include "core/engine/echo.h"
#include "core/engine/exact.h"
#include "core/engine/redactor.h"
#include "core/engine/scan/literal_scanner.h"
#include "core/engine/snapshot_impl.h"
#include "core/engine/trace.h"
#include "core/terminal/visible.h"

namespace redactd {

// What one piece of a stream leaves for the next.
struct CarryOver {
  PemState pem;
  uint32_t pem_rule = 0;
  bool pem_masked = false;  // the block's mask was written: more of its body writes none
};

// Scratch memory of one thread.
struct Redactor::Impl {
  uint64_t scanner_serial = 0;
  std::unique_ptr<ScanScratch> scan_scratch;
  std::vector<LiteralHit> hits;
  std::vector<Finding> candidates;
  std::vector<Finding> visible_candidates;
  std::vector<ArgvSpan> argv_spans;
  std::vector<Span> regex_spans;
  std::vector<ExactForms::Place> exact_places;
  VisibleText visible;
  EchoSet echo;
  std::vector<Finding> findings;

  // Where the next search of a regex rule in the current line begins; valid if the line is the one it was set for.
  struct Resume {
    uint64_t line = 0;
    size_t from = 0;
  };
  std::vector<Resume> resume;
  uint64_t line_number = 0;

  // Null but for `redactctl test --explain` and `rules bench`.
  Trace* trace = nullptr;
  ConfirmProbe* probe = nullptr;
};

// Everything that matches in `text`, overlapping and in any order. `carry` (may be null) comes from the piece before.
void collect_candidates(const Snapshot& snapshot, Redactor::Impl& scratch, std::string_view text, const MaskOptions& options,
                        CarryOver* carry, std::vector<Finding>& candidates);

// collect_candidates() on the raw bytes, on what is encoded in them, and on what a reader would see of them.
void collect_all(const Snapshot& snapshot, Redactor::Impl& scratch, std::string_view text, const MaskOptions& options,
                 CarryOver* carry, std::vector<Finding>& candidates);

// Sorts, takes observe and advise rules out into the report, and joins what overlaps: the longest names the mask, then
// the higher priority, then the leftmost; the mask covers all of them, since a part left out would be a leak.
void resolve_overlaps(const Snapshot& snapshot, std::vector<Finding>& findings, MaskReport* report);

// The candidate spans of existing masks are no findings: drops what overlaps one.
void drop_existing_masks(std::string_view text, std::vector<Finding>& findings);

// A finding's edges are edges for its neighbours too: a token that is glued to one is found once that is a mask. Looks again
// at the lines where a finding touches a word, until nothing new is found; masking twice would find it otherwise.
void find_glued(const Snapshot& snapshot, Redactor::Impl& scratch, std::string_view text, const MaskOptions& options,
                std::vector<Finding>& findings);

// True if some finding touches a word, so that masking it makes an edge that was none.
bool any_glued(std::string_view text, const std::vector<Finding>& findings);
// A copy of text[lines] with every finding (resolved: in order, none over another) blanked out as [***], so that its edges are a mask's. Holds raw text.
std::string blank_findings(std::string_view text, Span lines, const std::vector<Finding>& findings);

// From candidates to findings: drops masks, joins overlaps, adds what is glued to them and their echoes, until nothing new
// comes. `echo` keeps its values; `forward` as in EchoSet::find. The findings of an `unfinished` text are no values to look
// for yet: more text may change them.
void settle(const Snapshot& snapshot, Redactor::Impl& scratch, std::string_view text, const MaskOptions& options, EchoSet& echo,
            bool forward, bool unfinished, std::vector<Finding>& findings, MaskReport* report);

bool applies(const RuleSpec& rule, uint32_t number, const MaskOptions& options);

}  // namespace redactd
