// Visible text: every visible byte is a raw byte at the place that is said, in order; nothing that drives a terminal is left.
#include "core/terminal/visible.h"

#include "core/base/bytes.h"
#include "tests/fuzz/support.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace redactd;
  const std::string_view raw = fuzz::as_text(data, size);
  VisibleText visible;
  make_visible(raw, visible);
  fuzz::require(visible.text.size() == visible.raw_at.size(), "every visible byte has its place");
  for (size_t i = 0; i < visible.text.size(); ++i) {
    fuzz::require(visible.raw_at[i] < raw.size() && raw[visible.raw_at[i]] == visible.text[i], "a visible byte is the raw one");
    fuzz::require(i == 0 || visible.raw_at[i - 1] < visible.raw_at[i], "places rise");
    fuzz::require(visible.text[i] != '\0', "NUL is not seen");
  }
  if (!hides_bytes(raw)) {
    std::string without_returns(raw);  // "\r\n" ends a line and hides nothing
    std::erase(without_returns, '\r');
    fuzz::require(visible.text == without_returns, "text that hides nothing is seen as it is");
  }
  fuzz::require(unfinished_escape(raw) <= raw.size(), "an unfinished escape lies inside the text");
  return 0;
}
