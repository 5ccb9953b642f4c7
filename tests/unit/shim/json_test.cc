#include <doctest.h>

#include <string>

#include "client/shim/json_mask.h"
#include "client/shim/json_string.h"
#include "client/shim/json_validity.h"

using namespace redactd::shim;

namespace {

// A mask that knows one word, wherever it stands.
std::string hide_secret(std::string_view text) {
  std::string out(text);
  for (size_t at; (at = out.find("s3cret")) != std::string::npos;) out.replace(at, 6, "[REDACTED_X]");
  return out;
}

}  // namespace

TEST_CASE("JSON is told from what is none") {
  for (const char* text : {"{}", "[]", " {\"a\" : [1, -0.5e+3, true, false, null, \"\\u00e9\\n\"]} ", "0", "\"x\"", "[[[]]]", "12\r"}) {
    CAPTURE(text);
    CHECK(is_json(text));
  }
  for (const char* text : {"", " ", "{", "[1,]", "{\"a\":1,}", "{a:1}", "01", "1.", "-", "+1", "tru", "truex", "\"a", "\"\\x\"", "\"\t\"", "[1] x",
                           "{\"a\"}", "[}", "]", "1e", "\"\\u00g0\"", "[REDACTED_X]"}) {
    CAPTURE(text);
    CHECK_FALSE(is_json(text));
  }
}

TEST_CASE("a line that cannot become JSON is known at the first byte that says so") {
  JsonValidity validity;
  validity.feed("[1/3");
  CHECK(validity.dead());
}

TEST_CASE("what an escape means, and back") {
  CHECK(json_unescape("a\\/b\\u0041\\ud83d\\ude00\\n\\\"") == "a/bA\xf0\x9f\x98\x80\n\"");
  CHECK(json_unescape("\\ud800x") == "\\ud800x");
  CHECK(json_escape("a\"\\\n\x01\xc3\xa9") == "a\\\"\\\\\\n\\u0001\xc3\xa9");
  CHECK(is_strict_text("\"\\ud83d\\ude00 \\\\ud800\""));
  CHECK_FALSE(is_strict_text("\"\\ud83d\""));
  CHECK_FALSE(is_strict_text("\"\\ude00\""));
  CHECK_FALSE(is_strict_text("\xff"));
}

TEST_CASE("a masked line stays JSON") {
  CHECK(mask_json("{\"s3cret\":\"a s3cret\"}", hide_secret) == "{\"[REDACTED_X]\":\"a [REDACTED_X]\"}");
  CHECK(mask_json("{\"a\":\"s3\\u0063ret \\n\"}", hide_secret) == "{\"a\":\"[REDACTED_X] \\n\"}");
}

TEST_CASE("a masked number becomes a string") {
  auto hide = [](std::string_view text) {
    std::string out(text);
    if (size_t at = out.find("12345"); at != std::string::npos) out.replace(at, 5, "[REDACTED_PIN:0a1b2c3d]");
    return out;
  };
  CHECK(mask_json("{\"pin\": 12345, \"b\": [12]}", hide) == "{\"pin\": \"[REDACTED_PIN:0a1b2c3d]\", \"b\": [12]}");
}

TEST_CASE("a mask that eats structure leaves one string") {
  auto cut = [](std::string_view text) { return text.size() > 6 ? std::string(text.substr(0, 6)) + "[REDACTED_LINE]" : std::string(text); };
  CHECK(mask_json("{\"a\":[1,2,3]}", cut) == "\"{\\\"a\\\":[[REDACTED_LINE]\"");
}
