// Writes a value in other notations, into secret memory.
#pragma once

#include <string_view>

#include "core/base/secret_memory.h"
#include "core/base/secret_view.h"
#include "core/drill/base64_bits.h"

namespace redactd::drill {

// Grows inside a block of secret memory that was asked for whole.
class SecretText {
 public:
  SecretText(SecretMemory& memory, size_t most) : bytes_(memory.allocate(most == 0 ? 1 : most)) {}
  void add(char c) { bytes_[size_++] = c; }
  void add(std::string_view text) {
    for (const char c : text) add(c);
  }
  // Two hex digits.
  void add_hex(unsigned char value, bool upper);
  SecretView view() const { return SecretView({bytes_, size_}); }

 private:
  char* bytes_;
  size_t size_ = 0;
};

// The characters that the value alone decides, `shift` bytes into a group.
SecretView encode_base64(std::string_view value, const Base64Alphabet& alphabet, size_t shift, SecretMemory& memory);
SecretView encode_hex(std::string_view value, bool upper, SecretMemory& memory);
// RFC 3986: `all`: every byte; else those that are not unreserved.
SecretView encode_percent(std::string_view value, bool all, bool upper, SecretMemory& memory);

struct JsonStyle {
  bool slash = false;      // "/" as "\/"
  bool all = false;        // every character as \uXXXX
  bool ascii = false;      // what is not ASCII as \uXXXX, where the value is UTF-8
  bool upper = false;      // of hex digits
};
// RFC 8259 section 7.
SecretView encode_json(std::string_view value, const JsonStyle& style, SecretMemory& memory);

// ' as '\''.
SecretView encode_single_quoted(std::string_view value, SecretMemory& memory);
// A backslash before each byte that a shell would read as more than itself.
SecretView encode_backslashed(std::string_view value, SecretMemory& memory);
// Little-endian code units without the last zero byte: what is left stands in big-endian text too.
SecretView encode_utf16(std::string_view value, SecretMemory& memory);
// zsh's history file: NUL and 0x83 to 0xA2 as 0x83 and the byte exclusive-or 0x20 (zsh's utils.c, metafy()).
SecretView encode_zsh(std::string_view value, SecretMemory& memory);

// The next code point of UTF-8; a byte that is none stands for itself (Latin-1). `size`: bytes that it took.
struct CodePoint {
  unsigned value;
  size_t size;
};
CodePoint code_point_at(std::string_view text, size_t at);

}  // namespace redactd::drill
