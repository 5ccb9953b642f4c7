#include <doctest.h>

#include "core/base/bytes.h"
#include "core/base/secret_view.h"

namespace redactd {
namespace {

TEST_CASE("alphabets") {
  const auto set = parse_alphabet("0-9a-f_-");
  REQUIRE(set.has_value());
  CHECK(set->count() == 18);
  CHECK(set->test('-'));
  CHECK_FALSE(parse_alphabet("z-a").has_value());
  CHECK_FALSE(parse_alphabet("a\\").has_value());
  CHECK(parse_alphabet("\\--")->count() == 1);
}

TEST_CASE("percent encoding is strict and comes back") {
  const std::string raw("a b%/\xff\0", 7);
  CHECK(percent_encode(raw) == "a%20b%25%2F%FF%00");
  CHECK(percent_decode(percent_encode(raw)) == raw);
  CHECK_FALSE(percent_decode("%4").has_value());
  CHECK_FALSE(percent_decode("%4g").has_value());
}

TEST_CASE("base64 as RFC 4648 section 10 gives it") {
  CHECK(base64_encode("") == "");
  CHECK(base64_encode("f") == "Zg==");
  CHECK(base64_encode("fo") == "Zm8=");
  CHECK(base64_encode("foobar") == "Zm9vYmFy");
}

TEST_CASE("UTF-8 as RFC 3629 allows it") {
  CHECK(is_valid_utf8("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"));
  for (const char* bad : {"\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80", "\xe2\x82", "\xff"}) CHECK_FALSE(is_valid_utf8(bad));
  CHECK(to_valid_utf8("a\xff" "b") == "a\xef\xbf\xbd" "b");
}

TEST_CASE("captured text cannot drive a terminal") {
  CHECK(escape_for_terminal("a\x1b[31m\n") == "a\\x1b[31m\\x0a");
  CHECK(escape_for_terminal("\xc2\x9b") == "\\xc2\\x9b");
  CHECK(escape_for_terminal("\xe2\x80\xae") == "\\xe2\\x80\\xae");
  CHECK(escape_for_terminal("gr\xc3\xbc\xc3\x9f") == "gr\xc3\xbc\xc3\x9f");
}

TEST_CASE("secrets are compared, wiped and measured") {
  CHECK(constant_time_equals(SecretView("abc"), SecretView("abc")));
  CHECK_FALSE(constant_time_equals(SecretView("abc"), SecretView("abd")));
  CHECK_FALSE(constant_time_equals(SecretView("abc"), SecretView("ab")));
  std::string secret = "EXAMPLE";
  wipe(secret);
  CHECK(secret.empty());
  CHECK(shannon_entropy("aaaa") == doctest::Approx(0));
  CHECK(shannon_entropy("abcd") == doctest::Approx(2));
}

}  // namespace
}  // namespace redactd
