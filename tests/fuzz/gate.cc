// The narrowness gate: any pattern is judged, and one that is let in has anchors and compiles.
#include "core/catalogue/gate.h"

#include "core/base/limits.h"
#include "tests/fuzz/support.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace redactd;
  if (size > 512) return 0;
  RuleSpec spec;
  spec.id = "fuzz-pattern";
  spec.label = "FUZZ";
  spec.kind = RuleKind::kRegex;
  spec.regex.pattern = std::string(fuzz::as_text(data, size));
  const GateReport report = check_narrow(spec, {}, {});
  fuzz::require(report.matched_lines.size() <= 3, "at most three lines are shown");
  if (!report.refusals.empty()) return 0;
  fuzz::require(!spec.regex.anchors.empty(), "a pattern that is let in has anchors");
  for (const std::string& anchor : spec.regex.anchors) {
    fuzz::require(anchor.size() >= kMinAnchorBytes, "an anchor is long enough");
  }
  fuzz::require(compile_rule(spec).ok(), "a pattern that is let in compiles");
  return 0;
}
