// The engine: the fast redactor equals the slow one, findings are sorted and apart, and masking again comes to rest.
#include "core/engine/redactor.h"

#include <algorithm>

#include "core/engine/reference.h"
#include "tests/fuzz/support.h"

namespace {

using redactd::Finding;

// A line that was too costly is masked to its end: then all that the reference finds must at least be covered.
void compare(const std::vector<Finding>& slow, const std::vector<Finding>& fast) {
  const auto same = [](const Finding& a, const Finding& b) { return a.begin == b.begin && a.end == b.end; };
  const auto spent = [](const Finding& finding) { return finding.rule == Finding::kLineBudget; };
  if (std::none_of(fast.begin(), fast.end(), spent)) {
    redactd::fuzz::require(std::equal(slow.begin(), slow.end(), fast.begin(), fast.end(), same), "the fast redactor equals the slow one");
    return;
  }
  for (const Finding& wanted : slow) {
    const auto covers = [&](const Finding& finding) { return finding.begin <= wanted.begin && wanted.end <= finding.end; };
    redactd::fuzz::require(std::any_of(fast.begin(), fast.end(), covers), "a line over its budget hides what the slow one finds");
  }
}

}  // namespace

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
  if (size <= 384) compare(reference_find(snapshot, text, {}), findings);

  // tests/property/engine demands it after the first pass already, of text that people write.
  std::string twice, thrice;
  redactor.mask(snapshot, masked, {}, twice);
  redactor.mask(snapshot, twice, {}, thrice);
  fuzz::require(thrice == twice, "masking comes to rest");
  return 0;
}
