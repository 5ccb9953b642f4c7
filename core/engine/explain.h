// Why was it masked, or not? Every candidate of a text and what became of it (`redactctl test --explain`).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "core/engine/redactor.h"
#include "core/engine/refusal.h"

namespace redactd {

enum class Outcome : uint8_t {
  kMasked,    // its bytes are masked by its rule
  kJoined,    // ... with others, as one finding that another candidate names
  kObserved,  // would be masked, but the rule's mode is observe
  kAdvised,   // ... advise
  kLetGo,
};
// "masked", "joined", "observed", "advised", "let-go".
const char* name_of(Outcome outcome);

// A literal of a rule that stands in the text. Offsets, numbers and the rule's own words; never bytes of the text.
struct ExplainedCandidate {
  uint64_t line = 1;           // of `anchor_begin`; lines and columns count from 1, columns in bytes
  uint64_t column = 1;
  uint32_t rule = 0;           // Finding::kLineBudget: the line was too costly, its rest is masked
  std::string_view anchor;     // the rule's literal, which lives as long as the snapshot; empty: nothing here raised it
  uint64_t anchor_begin = 0;
  Outcome outcome = Outcome::kLetGo;
  Refusal reason = Refusal::kNone;  // kLetGo: why
  uint64_t begin = 0;          // kMasked: the bytes that are masked; else those that were judged; begin == end: none were
  uint64_t end = 0;
  double entropy = 0;          // of those bytes, for kLowEntropy: bits a byte
  uint32_t joined_rule = 0;    // kJoined: the rule that names the mask
  uint64_t echo_line = 0;      // kMasked without an anchor: the same value was found on this line; 0: in an earlier piece
  bool echo = false;
  bool encoded = false;        // found in what is encoded there (base64, escapes)
  std::optional<bool> checksum;  // found, and the rule's vendor builds one in: does it hold? What fails is masked all the same
};

struct Explanation {
  std::vector<ExplainedCandidate> candidates;  // in the order of the text
  std::vector<Finding> findings;               // as Redactor::find gives them
  size_t unlisted = 0;                         // let go as well, but too many to list
};

// Explains a text, in pieces if it is long: offsets and lines count over all of them. What is masked is what Redactor::find
// masks in a text of one piece; of several, what it masks in each, with key blocks and known values carried over from the
// pieces before.
class Explainer {
 public:
  Explainer(const Snapshot& snapshot, const MaskOptions& options);
  ~Explainer();
  Explainer(const Explainer&) = delete;
  Explainer& operator=(const Explainer&) = delete;

  // `piece` ends behind a newline unless it is the last one. `out` is written anew.
  void explain(std::string_view piece, Explanation& out);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace redactd
