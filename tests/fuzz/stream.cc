// Streams: however the input is cut, the output equals that of one piece.
#include "core/engine/stream.h"

#include <fuzzer/FuzzedDataProvider.h>

#include "tests/fuzz/support.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace redactd;
  if (size > 8192) return 0;
  static Redactor redactor;
  const Snapshot& snapshot = fuzz::catalogue_snapshot(make_hash_scanner);

  FuzzedDataProvider source(data, size);
  std::vector<size_t> cuts(source.ConsumeIntegralInRange<size_t>(0, 16));
  for (size_t& cut : cuts) cut = source.ConsumeIntegralInRange<size_t>(0, 64);
  const std::string text = source.ConsumeRemainingBytesAsString();

  std::string whole;
  StreamRedactor one;
  one.feed(snapshot, redactor, text, 0, whole);
  one.finish(snapshot, redactor, whole);

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

  fuzz::require(pieces == whole, "a stream's output does not depend on how it was cut");
  fuzz::require(many.held_bytes() == 0, "a finished stream holds nothing");
  return 0;
}
