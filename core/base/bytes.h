// Small, locale-free facts about bytes and text encodings.
#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <string_view>

namespace redactd {

using ByteSet = std::bitset<256>;

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
inline bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
inline bool is_alpha(char c) { return is_lower(c) || is_upper(c); }
inline bool is_alnum(char c) { return is_alpha(c) || is_digit(c); }
inline bool is_word(char c) { return is_alnum(c) || c == '_'; }
inline bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
inline bool is_blank(char c) { return c == ' ' || c == '\t'; }
inline char to_lower(char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; }
inline unsigned char byte(char c) { return static_cast<unsigned char>(c); }

// "0-9A-Za-z_-" as a set: ranges, and a '-' that is first or last stands for itself; "\\" escapes the next byte.
// nullopt where a range is reversed or an escape unfinished.
std::optional<ByteSet> parse_alphabet(std::string_view text);

std::string lowercase(std::string_view text);
bool equals_caseless(std::string_view a, std::string_view b);

// RFC 3986 section 2.1. Decoding is strict: a '%' without two hex digits gives nullopt.
std::string percent_encode(std::string_view raw);
std::optional<std::string> percent_decode(std::string_view text);

// RFC 4648 section 4, with padding.
std::string base64_encode(std::string_view raw);

std::string hex_encode(std::string_view raw);

bool is_valid_utf8(std::string_view text);
// Every invalid byte becomes U+FFFD (RFC 3629).
std::string to_valid_utf8(std::string_view text);

// For terminals: C0, DEL, C1 and bidirectional controls as visible escapes, so that captured text cannot drive the screen.
std::string escape_for_terminal(std::string_view text);

// Overwrites the bytes so that the compiler may not leave it out, then empties the string.
void wipe(std::string& bytes);

// Bits per byte of the text's own distribution (Shannon 1948); 0 for an empty text.
double shannon_entropy(std::string_view text);

}  // namespace redactd
