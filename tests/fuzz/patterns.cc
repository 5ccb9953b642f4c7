// patterns.json: any bytes parse or are refused, and what parses survives being written and read again.
#include "core/catalogue/patterns.h"

#include "tests/fuzz/support.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace redactd;
  const auto file = parse_patterns(fuzz::as_text(data, size));
  if (!file) return 0;
  const auto again = parse_patterns(write_patterns(*file));
  fuzz::require(again.ok(), "a written patterns file parses");
  fuzz::require(again->generation == file->generation && again->patterns.size() == file->patterns.size(),
                "no pattern is lost by writing");
  for (size_t i = 0; i < file->patterns.size(); ++i) {
    fuzz::require(again->patterns[i].rule.id == file->patterns[i].rule.id, "patterns keep their order");
    fuzz::require(again->patterns[i].rule.regex.pattern == file->patterns[i].rule.regex.pattern, "a pattern keeps its text");
    fuzz::require(again->patterns[i].expires_at == file->patterns[i].expires_at, "a pattern keeps its end");
  }
  return 0;
}
