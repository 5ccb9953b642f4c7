#include <doctest.h>

#include <string>

#include "client/ctl/duration.h"
#include "client/ctl/json_text.h"
#include "client/ctl/output.h"
#include "client/ctl/usage.h"
#include "client/link/breaker.h"

using namespace redactd::ctl;

TEST_CASE("durations have one unit") {
  CHECK(parse_duration("90d") == 90 * 86400);
  CHECK(parse_duration("12h") == 12 * 3600);
  CHECK(parse_duration("2w") == 14 * 86400);
  for (const char* wrong : {"", "d", "90", "0d", "-1d", "1.5h", "90 d", "90y", "99999999999d"}) CHECK_FALSE(parse_duration(wrong));
}

TEST_CASE("usage errors name our options, never a value") {
  CHECK(usage_error("ExtrasError", "The following argument was not expected: zq-secret").what.find("zq") == std::string::npos);
  CHECK(usage_error("ConversionError", "Could not convert: --jobs = zq-secret").what.find("zq") == std::string::npos);
  auto validation = usage_error("ValidationError", "--scope: zq-secret not in {user,system}");
  CHECK(validation.what.find("--scope") != std::string::npos);
  CHECK(validation.what.find("zq") == std::string::npos);
  CHECK(exit_status_of(validation.code) == 2);
}

TEST_CASE("exit statuses by code") {
  CHECK(exit_status_of("link.absent") == 3);
  CHECK(exit_status_of("gate.too_wide") == 4);
  CHECK(exit_status_of("pattern.no_prefix") == 4);
  CHECK(exit_status_of("permission.denied") == 4);
  CHECK(exit_status_of("io.write_failed") == 5);
}

TEST_CASE("tables and JSON members") {
  CHECK(table({{"ID", "X"}, {"longer", "y"}}) == "ID      X\nlonger  y\n");
  CHECK(json_field("{\"a\":\"b\",\"n\":3}", "a") == "b");
  CHECK(json_field("{\"a\":\"b\",\"n\":3}", "n") == "3");
  CHECK(json_field("no json", "a").empty());
  CHECK(json_object("id", "a\"b") == "{\"id\":\"a\\\"b\"}");
}

TEST_CASE("the breaker stays open for its time") {
  redactd::link::CircuitBreaker breaker;
  CHECK_FALSE(breaker.is_open(1000));
  breaker.trip(1000);
  CHECK(breaker.is_open(10'999));
  CHECK_FALSE(breaker.is_open(11'000));
}
