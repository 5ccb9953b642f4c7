// Streams: however the input is cut, no token that the whole text masks comes out of the pieces, and nothing stays behind.
// (That the output is the same to the byte, tests/property/stream demands of generated text.)
#include "core/engine/stream.h"

#include <fuzzer/FuzzedDataProvider.h>

#include "tests/fuzz/support.h"

namespace {

using namespace redactd;

bool stands_free(std::string_view text, const Finding& finding) {
  const auto free = [](char c) { return c == ' ' || c == '\n' || c == '\t'; };
  return (finding.begin == 0 || free(text[finding.begin - 1])) && (finding.end == text.size() || free(text[finding.end]));
}

// The tokens of vendors' prefixes in `text` that stand between blanks, and nowhere else in it: their first place masks them.
void require_hidden(const Snapshot& snapshot, Redactor& redactor, std::string_view text, std::string_view pieces) {
  std::vector<Finding> findings;
  redactor.find(snapshot, text, {}, findings);
  for (const Finding& finding : findings) {
    if (finding.rule == Finding::kLineBudget || snapshot.rule(finding.rule).kind != RuleKind::kPrefix) continue;
    const std::string_view token = text.substr(finding.begin, finding.end - finding.begin);
    if (token.size() < 16 || !stands_free(text, finding) || text.find(token) != finding.begin || text.rfind(token) != finding.begin) continue;
    fuzz::require(pieces.find(token) == std::string_view::npos, "a token that the whole text masks is masked in pieces");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > 8192) return 0;
  static Redactor redactor;
  const Snapshot& snapshot = fuzz::catalogue_snapshot(make_hash_scanner);

  FuzzedDataProvider source(data, size);
  std::vector<size_t> cuts(source.ConsumeIntegralInRange<size_t>(0, 16));
  for (size_t& cut : cuts) cut = source.ConsumeIntegralInRange<size_t>(0, 64);
  const std::string text = source.ConsumeRemainingBytesAsString();

  std::string pieces;
  StreamRedactor many;
  std::string_view rest = text;
  for (const size_t cut : cuts) {
    const size_t n = cut < rest.size() ? cut : rest.size();
    many.feed(snapshot, redactor, rest.substr(0, n), 0, pieces);
    rest.remove_prefix(n);
  }
  many.feed(snapshot, redactor, rest, 0, pieces);
  many.finish(snapshot, redactor, pieces);

  require_hidden(snapshot, redactor, text, pieces);
  fuzz::require(many.held_bytes() == 0, "a finished stream holds nothing");
  return 0;
}
