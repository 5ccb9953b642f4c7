#include "core/engine/base64_text.h"

#include <array>
#include <cstring>

#include "core/base/bytes.h"

namespace redactd {
namespace {

constexpr size_t kMinRunBytes = 24;
constexpr size_t kProbeBytes = 24;  // decoded bytes that tell text from other data

// 0 to 63, or 64 for a byte of neither alphabet.
constexpr std::array<uint8_t, 256> make_digits() {
  std::array<uint8_t, 256> digits{};
  for (auto& digit : digits) digit = 64;
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (size_t i = 0; i < kAlphabet.size(); ++i) digits[static_cast<unsigned char>(kAlphabet[i])] = static_cast<uint8_t>(i);
  digits['-'] = 62;
  digits['_'] = 63;
  return digits;
}
constexpr auto kDigits = make_digits();

bool is_base64(char c) { return kDigits[byte(c)] < 64; }

// Six bits at a time; eight make a byte.
class Base64Bytes {
 public:
  std::optional<char> feed(char digit) {
    bits_ = (bits_ << 6) | kDigits[byte(digit)];
    count_ += 6;
    if (count_ < 8) return std::nullopt;
    count_ -= 8;
    return static_cast<char>((bits_ >> count_) & 0xff);
  }

 private:
  uint32_t bits_ = 0;
  int count_ = 0;
};

bool is_text_byte(char c) { return (byte(c) >= 0x20 && byte(c) < 0x7f) || c == '\n' || c == '\t' || c == '\r'; }

// 19 of 20 bytes, for some text has accents.
bool is_text(size_t text_bytes, size_t all) { return text_bytes * 20 >= all * 19; }

// Whether the first bytes of what a run encodes are text. NUL bytes do not count: UTF-16 has them.
bool begins_as_text(std::string_view run) {
  Base64Bytes bytes;
  size_t text = 0, other = 0;
  for (const char digit : run.substr(0, kProbeBytes / 3 * 4)) {
    const auto decoded = bytes.feed(digit);
    if (!decoded || *decoded == '\0') continue;
    ++(is_text_byte(*decoded) ? text : other);
    if (!is_text(kProbeBytes - other, kProbeBytes)) return false;
  }
  return text + other >= kProbeBytes / 2 - 1 && is_text(text, text + other);
}

constexpr size_t kBlockBytes = 8;

// Whether all eight bytes may be of one of the alphabets: false for most text, at a tenth of the price of looking at each.
// The tests of eight bytes in one word are those of Anderson's "Bit Twiddling Hacks" (graphics.stanford.edu/~seander/bithacks.html).
inline bool may_be_base64(const char* at) {
  constexpr uint64_t kOnes = 0x0101010101010101, kTops = 0x80 * kOnes, kLow7 = 0x7f * kOnes;
  uint64_t x;
  std::memcpy(&x, at, kBlockBytes);
  const uint64_t below_plus = (x - '+' * kOnes) & ~x;
  const uint64_t comma_or_dot = (x | 0x02 * kOnes) ^ '.' * kOnes;
  const uint64_t is_comma_or_dot = (comma_or_dot - kOnes) & ~comma_or_dot;
  const uint64_t from_colon_to_at = ((0x7f + 'A') * kOnes - (x & kLow7)) & ~x & ((x & kLow7) + (0x7f - '9') * kOnes);
  return ((x | below_plus | is_comma_or_dot | from_colon_to_at) & kTops) == 0;
}

}  // namespace

std::optional<Span> next_base64_run(std::string_view text, size_t from) {
  // A run that is long enough fills two blocks of eight bytes, one after the other, wherever it begins.
  size_t at = from + kBlockBytes;
  for (; at + kBlockBytes <= text.size(); at += kBlockBytes) {
    if (!may_be_base64(text.data() + at)) {
      at += kBlockBytes;  // and the next pair begins after it
      continue;
    }
    if (!may_be_base64(text.data() + at - kBlockBytes)) continue;
    size_t begin = at, end = at;
    while (begin > from && is_base64(text[begin - 1])) --begin;
    while (end < text.size() && is_base64(text[end])) ++end;
    if (end - begin >= kMinRunBytes) {
      for (int padding = 0; padding < 2 && end < text.size() && text[end] == '='; ++padding) ++end;
      return Span{begin, end};
    }
  }
  return std::nullopt;
}

bool decode_base64_text(std::string_view run, std::string& out) {
  while (!run.empty() && run.back() == '=') run.remove_suffix(1);
  out.clear();
  if (!begins_as_text(run)) return false;
  out.reserve(run.size() / 4 * 3 + 3);
  Base64Bytes bytes;
  size_t text = 0;
  for (const char digit : run) {
    const auto decoded = bytes.feed(digit);
    if (!decoded || *decoded == '\0') continue;
    out += *decoded;
    text += is_text_byte(*decoded);
  }
  if (is_text(text, out.size())) return true;
  wipe(out);
  return false;
}

}  // namespace redactd
