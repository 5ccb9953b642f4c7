#include "daemon/settings/settings.h"

#include <doctest.h>

#include <algorithm>

using namespace redactd::daemon;

TEST_CASE("an empty object is the default") {
  const auto parsed = parse_settings("{}");
  CHECK(parsed.faults.empty());
  REQUIRE(parsed.settings.sinks.size() == 1);
  CHECK(parsed.settings.sinks[0].path == "sink/redacted.jsonl");
}

TEST_CASE("every fault at once, each with its pointer") {
  const auto parsed = parse_settings(R"({"sinks":[{"type":"tape","sync_ms":-1},5],"log_level":3,"rules_dirs":["a",1],"typo":true})");
  std::vector<std::string> pointers;
  for (const auto& fault : parsed.faults) pointers.push_back(fault.pointer);
  for (const char* wanted : {"/sinks/0/type", "/sinks/0/sync_ms", "/sinks/1", "/log_level", "/rules_dirs", "/typo"}) {
    CHECK_MESSAGE(std::find(pointers.begin(), pointers.end(), wanted) != pointers.end(), wanted);
  }
}

TEST_CASE("what is no object") {
  for (const char* text : {"", "[]", "{", "null", "{\"a\":}"}) {
    REQUIRE(parse_settings(text).faults.size() == 1);
    CHECK(parse_settings(text).faults[0].code == "config.json_invalid");
  }
}

TEST_CASE("a sink without sequence numbers alone is refused") {
  CHECK_FALSE(parse_settings(R"({"sinks":[{"format":"text","path":"a.log"}]})").faults.empty());
  CHECK(parse_settings(R"({"sinks":[{},{"format":"text","path":"a.log"}]})").faults.empty());
  CHECK_FALSE(parse_settings(R"({"sinks":[{},{}]})").faults.empty());
}
