#include "core/engine/checksum.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "core/base/bytes.h"

namespace redactd {
namespace {

uint32_t crc32(std::string_view bytes) {
  uint32_t crc = 0xffffffff;
  for (const char c : bytes) {
    crc ^= byte(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (0xedb88320u & (0u - (crc & 1u)));
  }
  return ~crc;
}

std::string digits(uint32_t value, uint32_t base, size_t width) {
  static constexpr std::string_view kBase62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  static constexpr std::string_view kLower = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::string out(width, '0');
  for (size_t i = width; i-- > 0; value /= base) out[i] = (base == 62 ? kBase62 : kLower)[value % base];
  return out;
}

std::string little_endian(uint32_t value) {
  std::string out;
  for (int i = 0; i < 4; ++i, value >>= 8) out += static_cast<char>(value & 0xff);
  return out;
}

struct Halves {
  std::string_view covered;
  std::string_view sum;
};

Halves cut_tail(std::string_view text, size_t tail) {
  return text.size() <= tail ? Halves{} : Halves{text.substr(0, text.size() - tail), text.substr(text.size() - tail)};
}

Halves cut_at_underscore(std::string_view text) {
  const size_t at = text.rfind('_');
  return at == std::string_view::npos ? Halves{} : Halves{text.substr(0, at), text.substr(at + 1)};
}

bool crc32_hex(std::string_view, std::string_view body) {
  const Halves h = cut_tail(body, 8);
  return h.sum == digits(crc32(h.covered), 16, 8);
}

bool crc32_base62(std::string_view, std::string_view body) {
  const Halves h = cut_tail(body, 6);
  return h.sum == digits(crc32(h.covered), 62, 6);
}

bool crc32_base36(std::string_view prefix, std::string_view body) {
  const std::string whole = std::string(prefix) + std::string(body);
  const Halves h = cut_tail(whole, 7);
  return h.sum == digits(crc32(h.covered), 36, 7);
}

bool crc32_le_hex(std::string_view prefix, std::string_view body) {
  const Halves h = cut_at_underscore(body);
  return !h.covered.empty() && lowercase(h.sum) == hex_encode(little_endian(crc32(std::string(prefix) + std::string(h.covered))));
}

bool crc32_le_base64(std::string_view, std::string_view body) {
  const Halves h = cut_tail(body, 6);
  return !h.covered.empty() && h.sum == base64_encode(little_endian(crc32(h.covered))).substr(0, 6);
}

bool crc32_tail_hex(std::string_view, std::string_view body) {
  const Halves h = cut_at_underscore(body);
  return !h.covered.empty() && h.sum == digits(crc32(h.covered), 16, 8);
}

struct Checksum {
  std::string_view name;
  bool (*holds)(std::string_view prefix, std::string_view body);
};

constexpr std::array<Checksum, 6> kChecksums = {{{"crc32-hex", crc32_hex},
                                                 {"crc32-base62", crc32_base62},
                                                 {"crc32-base36", crc32_base36},
                                                 {"crc32-le-hex", crc32_le_hex},
                                                 {"crc32-le-base64", crc32_le_base64},
                                                 {"crc32-tail-hex", crc32_tail_hex}}};

}  // namespace

bool checksum_known(std::string_view name) {
  return std::any_of(kChecksums.begin(), kChecksums.end(), [name](const Checksum& c) { return c.name == name; });
}

bool checksum_holds(std::string_view name, std::string_view prefix, std::string_view body) {
  return std::any_of(kChecksums.begin(), kChecksums.end(),
                     [&](const Checksum& c) { return c.name == name && c.holds(prefix, body); });
}

}  // namespace redactd
