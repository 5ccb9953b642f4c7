// Text as a reader of a terminal would see it, with the way back to the raw bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace redactd {

// True if the text holds ESC, a backspace, NUL, C1 CSI, or a carriage return inside a line: what is seen differs from the bytes.
bool hides_bytes(std::string_view raw);

struct VisibleText {
  std::string text;               // the visible bytes
  std::vector<uint32_t> raw_at;   // raw_at[i]: where text[i] stands in the raw bytes; strictly rising
};

// Drops escape sequences (ECMA-48: CSI, OSC, two-byte escapes), NUL, carriage returns, and a byte together with the
// backspace that takes it back. Newlines stay. `out` is reused. Linear.
void make_visible(std::string_view raw, VisibleText& out);

// Length of an unfinished escape sequence at the end of `raw` (0: none): a stream must wait for its rest.
size_t unfinished_escape(std::string_view raw);

}  // namespace redactd
