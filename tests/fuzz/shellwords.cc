// Shell words: tokens lie inside the range, rise and do not overlap; nested ranges are smaller; every depth ends.
#include "core/shellwords/shellwords.h"

#include "tests/fuzz/support.h"

namespace {

using namespace redactd;

void split(std::string_view text, const ShellRange& range, int depth) {
  ShellWords words;
  split_shell(text, range, words);
  size_t last = range.begin;
  for (const ShellToken& token : words.tokens) {
    fuzz::require(token.begin >= last && token.begin <= token.end && token.end <= range.end, "tokens lie in order inside the range");
    last = token.kind == ShellTokenKind::kHereDocument ? last : token.end;
  }
  for (const ShellNested& nested : words.nested) {
    fuzz::require(nested.range.begin >= range.begin && nested.range.end <= range.end, "what is nested lies inside");
    fuzz::require(nested.range.end - nested.range.begin < range.end - range.begin, "what is nested is smaller");
    fuzz::require(nested.range.escapes <= kMaxShellEscapes, "escapes are bounded");
    if (depth < 4) split(text, nested.range, depth + 1);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > 16384) return 0;
  split(fuzz::as_text(data, size), ShellRange{0, size, 0}, 0);
  return 0;
}
