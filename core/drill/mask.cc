#include "core/drill/mask.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/drill/base64_bits.h"
#include "core/drill/spelling.h"
#include "core/drill/target.h"

namespace redactd::drill {
namespace {

constexpr std::string_view kShortMask = "[REDACTED]";
constexpr uint8_t kEdgeTaken = 0x80;

Encoding encoding_of(uint8_t encoding) { return static_cast<Encoding>(encoding & ~kEdgeTaken); }

// The mask's characters over a value's: bits of neighbours stay. `covered`: the characters of the match without breaks.
std::string base64_mask(const std::string& label, std::string_view covered, uint8_t encoding) {
  const Encoding plain = encoding_of(encoding);
  const size_t shift = base64_shift(plain);
  const Base64Alphabet& alphabet = plain >= Encoding::kBase64UrlAt0 ? kBase64Url : kBase64;
  const size_t first = base64_span(shift, 1).first_touched + ((encoding & kEdgeTaken) != 0 ? 1 : 0);
  const size_t bytes = (6 * (first + covered.size()) - 8 * shift) / 8;
  const std::string mask = padded_mask(label, bytes);
  std::string out;
  for (size_t i = 0; i < covered.size(); ++i) {
    const auto stands = sextet(alphabet, covered[i]);
    const ValueBits value = value_bits(mask, shift, first + i);
    out += stands ? alphabet.characters[(*stands & ~value.mask) | value.bits] : '*';
  }
  return out;
}

std::string hex_mask(const std::string& label, size_t length, bool upper) {
  std::string out = hex_encode(padded_mask(label, length / 2));
  if (upper) std::transform(out.begin(), out.end(), out.begin(), [](char c) { return is_lower(c) ? static_cast<char>(c - 32) : c; });
  return out;
}

std::string utf16_mask(const std::string& label, size_t length) {
  std::string out(length, '\0');
  const std::string mask = padded_mask(label, (length + 1) / 2);
  for (size_t i = 0; i < mask.size(); ++i) out[2 * i] = mask[i];
  return out;
}

std::string mask_of(const Match& match, const std::string& label, std::string_view covered) {
  const Encoding encoding = encoding_of(match.encoding);
  if (is_base64(encoding)) return base64_mask(label, covered, match.encoding);
  if (encoding == Encoding::kUtf16) return utf16_mask(label, covered.size());
  if ((encoding == Encoding::kHexLower || encoding == Encoding::kHexUpper) && covered.size() % 2 == 0) {
    return hex_mask(label, covered.size(), encoding == Encoding::kHexUpper);
  }
  return padded_mask(label, covered.size());
}

}  // namespace

std::string padded_mask(const std::string& label, size_t length) {
  std::string mask = "[REDACTED_" + label + "]";
  if (mask.size() > length) mask = length >= kShortMask.size() ? std::string(kShortMask) : std::string();
  mask.append(length - mask.size(), '*');
  return mask;
}

bool has_leading_edge(uint8_t encoding) {
  return is_base64(encoding_of(encoding)) && base64_shift(encoding_of(encoding)) != 0 && (encoding & kEdgeTaken) == 0;
}

uint8_t without_leading_edge(uint8_t encoding) { return encoding | kEdgeTaken; }

std::vector<std::string> mask_bytes(const Match& match, const std::string& label, std::string_view covered) {
  if (match.parts.empty()) return {mask_of(match, label, covered)};
  std::string own;
  own.reserve(covered.size());  // so that it never moves and leaves a copy behind
  for (const Segment& part : match.parts) own += covered.substr(part.begin - match.begin, part.end - part.begin);
  const std::string mask = mask_of(match, label, own);
  wipe(own);
  std::vector<std::string> pieces;
  size_t at = 0;
  for (const Segment& part : match.parts) {
    pieces.push_back(mask.substr(at, part.end - part.begin));
    at += part.end - part.begin;
  }
  return pieces;
}

void mask_in_memory(const std::vector<Match>& matches, const Target& target, uint64_t base, char* text, size_t size) {
  for (const Match& match : matches) {
    const std::string_view covered(text + (match.begin - base), match.end - match.begin);
    if (match.end - base > size) continue;
    const std::vector<std::string> pieces = mask_bytes(match, target.label(match.label), covered);
    for (size_t i = 0; i < pieces.size(); ++i) {
      const uint64_t begin = match.parts.empty() ? match.begin : match.parts[i].begin;
      std::copy(pieces[i].begin(), pieces[i].end(), text + (begin - base));
    }
  }
}

std::vector<Write> writes_for(const Match& match, const std::string& label, std::string_view covered, size_t page_bytes) {
  const std::vector<std::string> pieces = mask_bytes(match, label, covered);
  std::vector<Write> writes;
  for (size_t i = 0; i < pieces.size(); ++i) {
    uint64_t offset = match.parts.empty() ? match.begin : match.parts[i].begin;
    for (std::string_view rest = pieces[i]; !rest.empty();) {
      const size_t in_page = std::min<size_t>(rest.size(), page_bytes - offset % page_bytes);
      writes.push_back({offset, std::string(rest.substr(0, in_page))});
      rest.remove_prefix(in_page);
      offset += in_page;
    }
  }
  std::reverse(writes.begin(), writes.end());
  return writes;
}

}  // namespace redactd::drill
