// Masks keep lengths; writes never tear the wrong way; overlaps leave nothing raw.
#include <doctest.h>

#include "core/drill/resolve.h"
#include "core/drill/spelling.h"
#include "tests/support/drill.h"
#include "tests/support/rules.h"

namespace redactd::test {
namespace {

using drill::Match;
using drill::Rank;

Match match(uint64_t begin, uint64_t end, Rank rank = Rank::kWhole) {
  Match m;
  m.begin = begin;
  m.end = end;
  m.rank = rank;
  m.chars = static_cast<uint32_t>(end - begin);
  return m;
}

TEST_CASE("a mask is as long as what it covers") {
  CHECK(drill::padded_mask("CF_TOKEN", 24) == "[REDACTED_CF_TOKEN]*****");
  CHECK(drill::padded_mask("CF_TOKEN", 19) == "[REDACTED_CF_TOKEN]");
  CHECK(drill::padded_mask("CF_TOKEN", 18) == "[REDACTED]********");
  CHECK(drill::padded_mask("CF_TOKEN", 10) == "[REDACTED]");
  CHECK(drill::padded_mask("CF_TOKEN", 9) == "*********");
}

TEST_CASE("over a page boundary the later page is written first") {
  const auto inside = drill::writes_for(match(4000, 4096), "X", std::string(96, 'a'));
  REQUIRE(inside.size() == 1);
  const auto over = drill::writes_for(match(4090, 4130), "X", std::string(40, 'a'));
  REQUIRE(over.size() == 2);
  CHECK(over[0].offset == 4096);
  CHECK(over[0].bytes.size() == 34);
  CHECK(over[1].offset == 4090);
  CHECK(over[1].bytes == "[REDAC");
}

TEST_CASE("of overlapping matches the longest stays and the rest of the others too") {
  std::vector<Match> matches = {match(10, 20), match(15, 40), match(0, 5), match(38, 50, Rank::kWeak), match(16, 18)};
  drill::resolve(matches);
  REQUIRE(matches.size() == 3);
  CHECK(matches[0].begin == 0);
  CHECK(matches[1].begin == 10);
  CHECK(matches[1].end == 15);
  CHECK(matches[2].begin == 15);
  CHECK(matches[2].end == 40);
}

TEST_CASE("a value that overlaps itself is counted as a reader would count it") {
  std::string value, text;
  for (int i = 0; i < 8; ++i) value += "ab1";
  for (int i = 0; i < 20; ++i) text += "ab1";
  ValueSearch search(value, {.partials = false});
  const auto matches = search.find(text);
  REQUIRE(matches.size() == 3);
  CHECK(matches[1].begin == 24);
  CHECK(matches[2].begin == 48);  // what is left of the matches that overlap these
  CHECK(matches[2].end == 60);
}

TEST_CASE("values that may not be searched for") {
  const auto code = [](const std::string& value) {
    const Status status = drill::check_value(SecretView(value));
    return status.ok() ? std::string() : status.error().code;
  };
  CHECK(code("") == "drill.value.too_short");
  CHECK(code("seven77") == "drill.value.too_short");
  CHECK(code(std::string(65537, 'x')) == "drill.value.too_long");
  CHECK(code("changeme") == "drill.value.is_placeholder");
  CHECK(code("[REDACTED_X]") == "drill.value.is_placeholder");
  CHECK(code("localhost") == "drill.value.is_prose");
  CHECK(code("the connection was closed by the server") == "drill.value.is_prose");
  CHECK(code("correct horse battery staple") == "");
  CHECK(code("Tr0ub4dor&3") == "");
  CHECK(code(made_up(40)) == "");
}

TEST_CASE("rules and prefixes as targets") {
  const auto target = drill::target_for_prefixes({"exk_"}, "EXK", make_hash_scanner);
  REQUIRE(target.ok());
  std::vector<Match> matches;
  (*target)->make_searcher()->find("a exk_abc b exk_abcd-EF.9= c", 0, true, true, matches);
  REQUIRE(matches.size() == 1);
  CHECK(matches[0].begin == 12);
  CHECK(matches[0].end == 26);
  CHECK(drill::target_for_prefixes({"ex_"}, "EXK", make_hash_scanner).error().code == "drill.prefix.too_short");
}

}  // namespace
}  // namespace redactd::test
