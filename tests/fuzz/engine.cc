// The engine: the fast redactor equals the slow one, findings are sorted and apart, and masking twice changes nothing.
#include "core/engine/redactor.h"

#include "core/engine/reference.h"
#include "tests/fuzz/support.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace redactd;
  if (size > 4096) return 0;
  static Redactor redactor;
  const Snapshot& snapshot = fuzz::catalogue_snapshot(make_vectorscan_scanner);
  const std::string_view text = fuzz::as_text(data, size);

  std::vector<Finding> findings;
  redactor.find(snapshot, text, {}, findings);
  size_t last = 0;
  for (const Finding& finding : findings) {
    fuzz::require(finding.begin >= last && finding.begin < finding.end && finding.end <= text.size(), "findings are sorted and apart");
    last = finding.end;
  }

  std::string masked;
  redactor.mask(snapshot, text, {}, masked);
  // The reference tries every rule at every place: short texts keep the fuzzer at work.
  if (size <= 384) fuzz::require(masked == reference_mask(snapshot, text, {}), "the fast redactor equals the slow one");

  std::string twice;
  redactor.mask(snapshot, masked, {}, twice);
  fuzz::require(twice == masked, "masking twice changes nothing");
  return 0;
}
