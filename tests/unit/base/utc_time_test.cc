#include <doctest/doctest.h>

#include "core/base/utc_time.h"

namespace redactd {
namespace {

TEST_CASE("known times") {
  CHECK(format_rfc3339(0) == "1970-01-01T00:00:00Z");
  CHECK(format_rfc3339(951'782'399) == "2000-02-28T23:59:59Z");
  CHECK(format_rfc3339(951'782'400) == "2000-02-29T00:00:00Z");
  CHECK(format_rfc3339(1'790'000'000) == "2026-09-21T14:13:20Z");
  CHECK(format_rfc3339(4'107'542'400) == "2100-03-01T00:00:00Z");
  CHECK(format_rfc3339(-1) == "1969-12-31T23:59:59Z");
  CHECK(format_basic_time(1'790'000'000) == "20260921T141320Z");
  CHECK(format_day(1'790'000'000) == "2026-09-21");
}

TEST_CASE("only times that exist are read") {
  CHECK(parse_rfc3339("2026-09-21T14:13:20Z") == 1'790'000'000);
  CHECK(parse_rfc3339("9999-12-31T23:59:59Z").has_value());
  for (const char* text : {"", "2026-09-21", "2026-09-21T14:13:20", "2026-09-21 14:13:20Z", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
                           "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z",
                           "1969-12-31T23:59:59Z", "2026-09-21T14:13:20z", "2026-09-21T14:13:20+0", " 026-09-21T14:13:20Z"}) {
    CHECK_MESSAGE(!parse_rfc3339(text), text);
  }
}

}  // namespace
}  // namespace redactd
