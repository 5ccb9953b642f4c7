#include "core/drill/base64_bits.h"

#include "core/base/bytes.h"

namespace redactd::drill {

std::optional<unsigned> sextet(const Base64Alphabet& alphabet, char c) {
  const size_t at = alphabet.characters.find(c);
  if (at == std::string_view::npos) return std::nullopt;
  return static_cast<unsigned>(at);
}

ValueBits value_bits(std::string_view value, size_t shift, size_t index) {
  ValueBits result{0, 0};
  const size_t begin = 8 * shift, end = 8 * (shift + value.size());
  for (size_t bit = 0; bit < 6; ++bit) {
    const size_t at = 6 * index + bit;
    if (at < begin || at >= end) continue;
    const size_t of_value = at - begin;
    const unsigned weight = 1u << (5 - bit);
    result.mask |= weight;
    if ((byte(value[of_value / 8]) >> (7 - of_value % 8)) & 1) result.bits |= weight;
  }
  return result;
}

}  // namespace redactd::drill
