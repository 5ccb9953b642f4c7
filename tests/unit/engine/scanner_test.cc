#include <doctest.h>

#include <algorithm>
#include <random>
#include <set>

#include "core/base/bytes.h"
#include "core/engine/scan/literal_scanner.h"
#include "core/engine/snapshot.h"

namespace redactd {
namespace {

using Hits = std::multiset<std::pair<uint32_t, uint32_t>>;

Hits plain_search(const LiteralSet& set, std::string_view text) {
  Hits hits;
  for (uint32_t number = 0; number < set.literals.size(); ++number) {
    const Literal& literal = set.literals[number];
    for (size_t at = 0; at + literal.bytes.size() <= text.size(); ++at) {
      const std::string_view here = text.substr(at, literal.bytes.size());
      if (literal.caseless ? equals_caseless(here, literal.bytes) : here == literal.bytes) {
        hits.emplace(static_cast<uint32_t>(at + literal.bytes.size()), number);
      }
    }
  }
  return hits;
}

Hits scan(ScannerFactory factory, const LiteralSet& set, std::string_view text) {
  const auto scanner = factory(set);
  const auto scratch = scanner->make_scratch();
  std::vector<LiteralHit> hits;
  scanner->scan(text, *scratch, hits);
  Hits out;
  for (const LiteralHit& hit : hits) out.emplace(hit.end, hit.literal);
  return out;
}

TEST_CASE("both scanners find exactly what a plain search finds") {
  const LiteralSet set{{{"abc", false}, {"bcda", false}, {"AbCd", true}, {"aaaa", false}, {"://", false}, {"pass_word", true}, {"ab", false}}};
  LiteralSet usable = set;
  usable.literals.pop_back();  // two bytes are below kMinAnchorBytes
  std::mt19937 random(20261125);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    const size_t length = random() % 80;
    static constexpr std::string_view kBytes = "aAbBcCdD:/_passWORD\xff\n";
    while (text.size() < length) text += kBytes[random() % kBytes.size()];
    if (random() % 4 == 0) text += "xPASS_wordabcd://";
    const Hits expected = plain_search(usable, text);
    REQUIRE(scan(make_hash_scanner, usable, text) == expected);
    REQUIRE(scan(make_vectorscan_scanner, usable, text) == expected);
  }
}

}  // namespace
}  // namespace redactd
