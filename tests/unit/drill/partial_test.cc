// Pieces of a value: how far they go, and how sure they are.
#include <doctest.h>

#include "tests/support/drill.h"

namespace redactd::test {
namespace {

using drill::Rank;

struct Found {
  size_t count = 0;
  Rank rank = Rank::kWhole;
  uint32_t chars = 0;
};

Found look(ValueSearch& search, const std::string& text) {
  const auto matches = search.find(text);
  if (matches.empty()) return {};
  return {matches.size(), matches[0].rank, matches[0].chars};
}

TEST_CASE("with a public prefix four more characters are sure") {
  const std::string secret = made_up(36);
  ValueSearch search("exk_" + secret, {.public_prefix = 4});
  CHECK(look(search, "token exk_ is the prefix").count == 0);
  CHECK(look(search, "token exk_" + secret.substr(0, 3) + " cut").count == 0);
  for (const size_t k : {4, 5, 8, 20, 35}) {
    const Found found = look(search, "token exk_" + secret.substr(0, k) + "\nnext");
    CHECK(found.count == 1);
    CHECK(found.rank == Rank::kSure);
    CHECK(found.chars == k);
  }
  CHECK(look(search, "token exk_" + secret.substr(0, 6) + "_more").rank == Rank::kLikely);
  CHECK(look(search, "token Xexk_" + secret.substr(0, 6) + " x").rank == Rank::kWeak);
  CHECK(look(search, "token exk_" + secret).rank == Rank::kWhole);
}

TEST_CASE("without one the alphabet and the length decide") {
  ValueSearch mixed("q7Rk" + made_up(20));
  CHECK(look(mixed, "key q7Rk end").rank == Rank::kSure);
  ValueSearch digits("481520376951");
  CHECK(look(digits, "n 481520 end").rank == Rank::kWeak);    // 6 * 3.3 bits
  CHECK(look(digits, "n 4815203 end").rank == Rank::kSure);   // 7 * 3.3
  ValueSearch hex("9c1f44e0b7a2d853");
  CHECK(look(hex, "n 9c1f4 end").rank == Rank::kWeak);
  CHECK(look(hex, "n 9c1f44 end").rank == Rank::kSure);
  ValueSearch word("Postgres" + made_up(8) + "9");
  CHECK(look(word, "start Postgres now").rank == Rank::kWeak);
  ValueSearch lower("changeitnow42example");
  CHECK(look(lower, "you may changeitnow if you like").rank == Rank::kWeak);
}

TEST_CASE("the end of a value counts from eight characters on") {
  const std::string value = "exk_" + made_up(36);
  ValueSearch search(value, {.public_prefix = 4});
  CHECK(look(search, "..." + value.substr(value.size() - 7) + " ").count == 0);
  const Found found = look(search, "..." + value.substr(value.size() - 12) + " ");
  CHECK(found.rank == Rank::kSure);
  CHECK(found.chars == 12);
  CHECK(look(search, "[REDACTED_X" + value.substr(value.size() - 12) + " ").rank == Rank::kLikely);
}

TEST_CASE("fewer characters than asked for are not reported") {
  const std::string secret = made_up(36);
  ValueSearch search("exk_" + secret, {.public_prefix = 4, .min_chars = 7});
  CHECK(look(search, "exk_" + secret.substr(0, 6) + " ").count == 0);
  CHECK(look(search, "exk_" + secret.substr(0, 7) + " ").count == 1);
  ValueSearch whole_only("exk_" + secret, {.public_prefix = 4, .partials = false});
  CHECK(look(whole_only, "exk_" + secret.substr(0, 20) + " ").count == 0);
  CHECK(look(whole_only, "exk_" + secret + " ").count == 1);
}

}  // namespace
}  // namespace redactd::test
