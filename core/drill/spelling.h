// The ways in which a value may be written down, each as the exact bytes (design 11, "Forms"; design 4, "Exact values").
#pragma once

#include <vector>

#include "core/base/secret_memory.h"
#include "core/base/secret_view.h"
#include "core/drill/match.h"

namespace redactd::drill {

// How the characters of a mask are written so that what stands around stays readable.
enum class Encoding : uint8_t {
  kRaw,                                      // as they are
  kBase64At0, kBase64At1, kBase64At2,        // RFC 4648 section 4; the value starts 0, 1, 2 bytes into a group of three
  kBase64UrlAt0, kBase64UrlAt1, kBase64UrlAt2,  // section 5
  kHexLower, kHexUpper,
  kUtf16,                                    // a zero byte between characters
};
constexpr bool is_base64(Encoding encoding) { return encoding >= Encoding::kBase64At0 && encoding <= Encoding::kBase64UrlAt2; }
constexpr bool is_base64_url(Encoding encoding) { return encoding >= Encoding::kBase64UrlAt0 && encoding <= Encoding::kBase64UrlAt2; }
// How many bytes into a group of three the value starts; for base64 only.
constexpr size_t base64_shift(Encoding encoding) {
  return static_cast<size_t>(encoding) - static_cast<size_t>(is_base64_url(encoding) ? Encoding::kBase64UrlAt0 : Encoding::kBase64At0);
}

struct Spelling {
  Form form;
  Encoding encoding;
  SecretView bytes;  // in the SecretMemory; base64: only the characters that the value alone decides
};

// Every different spelling of at least 8 bytes: plain; base64 and base64url at three alignments; hex in both cases; percent
// (minimal and full, both cases of the digits); JSON escapes (minimal, with \/, and \u00xx in both cases); shell quoting
// ('\'' and backslashes); UTF-16; zsh's metafied form. Plain comes first. The bytes live as long as `memory`.
std::vector<Spelling> spellings_of(SecretView value, SecretMemory& memory);

// The lines of a value of several lines that stand for it each: at least 8 bytes after blanks at both ends are taken off, and
// more than JSON punctuation. Empty for a value of one line.
std::vector<SecretView> telling_lines(SecretView value);

}  // namespace redactd::drill
