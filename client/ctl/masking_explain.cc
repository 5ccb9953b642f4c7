#include "client/ctl/masking_explain.h"

#include <unistd.h>

#include <array>

#include "client/ctl/findings_json.h"
#include "client/ctl/globals.h"
#include "client/ctl/line_blocks.h"
#include "client/ctl/output.h"
#include "client/ctl/terminal.h"
#include "client/link/io.h"

namespace redactd::ctl {
namespace {

constexpr size_t kMaxLetGoPerLine = 40;  // lines shown of a text line's candidates; JSON has all of them

struct Counts {
  std::array<size_t, 5> of{};
  size_t unlisted = 0;

  void add(const Explanation& explanation) {
    for (const ExplainedCandidate& candidate : explanation.candidates) ++of[static_cast<size_t>(candidate.outcome)];
    unlisted += explanation.unlisted;
  }
  size_t get(Outcome outcome) const { return of[static_cast<size_t>(outcome)]; }

  std::string text() const {
    size_t all = unlisted;
    for (const size_t n : of) all += n;
    std::string line = std::to_string(all) + (all == 1 ? " candidate: " : " candidates: ") + std::to_string(get(Outcome::kMasked)) + " masked";
    if (get(Outcome::kJoined) > 0) line += ", " + std::to_string(get(Outcome::kJoined)) + " joined to them";
    if (get(Outcome::kObserved) > 0) line += ", " + std::to_string(get(Outcome::kObserved)) + " observed";
    if (get(Outcome::kAdvised) > 0) line += ", " + std::to_string(get(Outcome::kAdvised)) + " advised";
    return line + ", " + std::to_string(get(Outcome::kLetGo) + unlisted) + " let go\n";
  }
};

// Prints what a line of text raised; of what was let go no more than a screenful.
class Listing {
 public:
  Listing(const Snapshot& snapshot, bool colours) : snapshot_(snapshot), colours_(colours) {}

  void add(const ExplainedCandidate& candidate, std::string& out) {
    if (candidate.line != line_) end_line(out);
    line_ = candidate.line;
    if (candidate.outcome == Outcome::kLetGo && ++let_go_ > kMaxLetGoPerLine) return;
    out += explain_text(snapshot_, candidate, colours_) + "\n";
  }

  void end_line(std::string& out) {
    if (let_go_ > kMaxLetGoPerLine) out += std::to_string(line_) + ": " + std::to_string(let_go_ - kMaxLetGoPerLine) + " more let go on this line\n";
    let_go_ = 0;
  }

 private:
  const Snapshot& snapshot_;
  bool colours_;
  uint64_t line_ = 0;
  size_t let_go_ = 0;
};

// Explains standard input block by block. `show` gets each explanation and appends to what is to be written.
template <typename Show>
Status explain_input(const Snapshot& snapshot, const MaskOptions& options, Counts& counts, std::string& out, Show show) {
  Explainer explainer(snapshot, options);
  LineBlocks blocks(STDIN_FILENO);
  Explanation explanation;
  std::string block;
  for (;;) {
    auto more = blocks.next(block);
    if (!more.ok()) return more.error();
    if (!*more) return {};
    explainer.explain(block, explanation);
    counts.add(explanation);
    show(explanation);
    if (Status written = link::write_all(STDOUT_FILENO, out); !written.ok()) return written;
    out.clear();
  }
}

int write_end(std::string_view text) {
  const Status written = link::write_all(STDOUT_FILENO, text);
  return written.ok() ? kDone : fail(written.error());
}

int explain_as_text(const Snapshot& snapshot, const MaskOptions& options) {
  Listing listing(snapshot, colours_on(STDOUT_FILENO));
  Counts counts;
  std::string out;
  const Status explained = explain_input(snapshot, options, counts, out, [&](const Explanation& explanation) {
    for (const ExplainedCandidate& candidate : explanation.candidates) listing.add(candidate, out);
    if (explanation.unlisted > 0) out += std::to_string(explanation.unlisted) + " more let go, not listed\n";
  });
  if (!explained.ok()) return fail(explained.error());
  listing.end_line(out);
  return write_end(out + counts.text());
}

int explain_as_json(const Snapshot& snapshot, const MaskOptions& options) {
  Counts counts;
  std::vector<Finding> findings;
  std::string out = "{\"candidates\":[";
  bool first = true;
  const Status explained = explain_input(snapshot, options, counts, out, [&](const Explanation& explanation) {
    for (const ExplainedCandidate& candidate : explanation.candidates) {
      out += (first ? "" : ",") + explain_json(snapshot, candidate);
      first = false;
    }
    findings.insert(findings.end(), explanation.findings.begin(), explanation.findings.end());
  });
  if (!explained.ok()) return fail(explained.error());
  return write_end(out + "],\"findings\":" + findings_json(snapshot, findings) + ",\"unlisted\":" + std::to_string(counts.unlisted) + "}\n");
}

}  // namespace

int run_masking_explain(const Snapshot& snapshot, const MaskOptions& options, bool as_json) {
  return as_json ? explain_as_json(snapshot, options) : explain_as_text(snapshot, options);
}

}  // namespace redactd::ctl
