#include "core/wire/capture.h"

#include <doctest.h>

#include "core/base/limits.h"

using namespace redactd;
using namespace redactd::wire;

TEST_CASE("a request header with keys") {
  const auto header = parse_request_header("put 12 stream=log tag=a%20b%3D cwd=/tmp empty= more=1");
  REQUIRE(header.ok());
  CHECK(header->verb == "put");
  CHECK(header->length == 12);
  CHECK(header->keys.at("tag") == "a b=");
  CHECK(header->keys.at("empty").empty());
  CHECK(header->keys.size() == 5);
}

TEST_CASE("a stray percent sign loses nothing") {
  const auto header = parse_request_header("mask 1 k=50%zz =x noequals");
  REQUIRE(header.ok());
  CHECK(header->keys.at("k") == "50%zz");
  CHECK(header->keys.size() == 1);
}

TEST_CASE("what no header is") {
  const auto code = [](std::string_view line) { return parse_request_header(line).error().code; };
  CHECK(code("") == "wire.header_invalid");
  CHECK(code("   ") == "wire.header_invalid");
  for (const char* line : {"mask", "mask x", "mask -1", "mask +1", "mask 0x10", "mask 1.5", "mask 1a", "mask k=1"}) {
    CHECK(code(line) == "wire.length_invalid");
  }
  CHECK(code("mask " + std::to_string(kMaxFrameBytes + 1)) == "wire.frame_too_large");
  CHECK(code("mask 18446744073709551617") == "wire.frame_too_large");
  CHECK(parse_request_header("mask " + std::to_string(kMaxFrameBytes)).ok());
}

TEST_CASE("a reply's keys stand in the documented order") {
  ReplyHeader header{true, 7, {{"advice", "1"}, {"gen", "5"}, {"findings", "2"}, {"zeta", "a b"}}};
  CHECK(format_reply_header(header) == "ok 7 findings=2 gen=5 advice=1 zeta=a%20b\n");
  CHECK(format_reply_header({false, 3, {{"code", "wire.deadline"}}}) == "error 3 code=wire.deadline\n");
}

TEST_CASE("a reply survives being read") {
  const auto header = parse_reply_header("error 3 code=wire.deadline");
  REQUIRE(header.ok());
  CHECK_FALSE(header->ok);
  CHECK(header->keys.at("code") == "wire.deadline");
  CHECK_FALSE(parse_reply_header("okay 3").ok());
  CHECK_FALSE(parse_reply_header("ok many").ok());
}
