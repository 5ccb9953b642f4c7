// The escapes of URLs (RFC 3986 section 2.1) and JSON strings (RFC 8259 section 7: \uXXXX and \/; \xXX of C and shells). `\"`,
// `\\` and `\n` need no decoding: the rules read them as they stand.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace redactd {

struct UnescapedText {
  std::string text;
  std::vector<uint32_t> raw_at;  // raw_at[i]: where text[i] stands in the raw bytes; one more entry, for the end
};

// True if the text may hold such an escape; may be true where there is none.
bool holds_escapes(std::string_view text);
void unescape(std::string_view raw, UnescapedText& out);

// Length of a beginning of such an escape at the end of `raw` (0: none): a stream must wait for its rest.
size_t unfinished_code(std::string_view raw);

}  // namespace redactd
