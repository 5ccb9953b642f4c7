// Secrets that an encoding hides, one level deep: base64 (RFC 4648 sections 4 and 5, UTF-16LE inside too) and the escapes of URLs
// (RFC 3986 section 2.1) and JSON strings (RFC 8259 section 7: \uXXXX and \/; \xXX of C and shells). `\"`, `\\` and `\n` need no
// decoding: the rules read them as they stand.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/engine/confirm/candidate.h"
#include "core/engine/redactor.h"

namespace redactd {

// The next run of at least 24 base64 bytes at or behind `from`, padding included. Other text it passes eight bytes at a time.
std::optional<Span> next_base64_run(std::string_view text, size_t from);

// What the run says, if it says text: nearly all of it printable. NUL bytes between (UTF-16LE) are left out. `out` holds raw
// secret bytes: wipe it.
bool decode_base64_text(std::string_view run, std::string& out);

struct UnescapedText {
  std::string text;
  std::vector<uint32_t> raw_at;  // raw_at[i]: where text[i] stands in the raw bytes; one more entry, for the end
};

// True if the text may hold such an escape; may be true where there is none.
bool holds_escapes(std::string_view text);
void unescape(std::string_view raw, UnescapedText& out);

// Length of a beginning of such an escape at the end of `raw` (0: none): a stream must wait for its rest.
size_t unfinished_code(std::string_view raw);

// Candidates in what is encoded, as spans of the raw text: the whole of a base64 run, the raw bytes of escaped ones. The
// decoded bytes are not decoded again. Linear.
void collect_encoded(const Snapshot& snapshot, Redactor::Impl& scratch, std::string_view text, const MaskOptions& options,
                     std::vector<Finding>& candidates);

}  // namespace redactd
