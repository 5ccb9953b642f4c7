// What is JSON stays JSON under any mask, and the validator agrees with a parser.
#include <doctest.h>
#include <rapidcheck.h>

#include <nlohmann/json.hpp>
#include <string>

#include "client/shim/json_mask.h"
#include "client/shim/json_string.h"
#include "client/shim/json_validity.h"

using namespace redactd::shim;

namespace {

rc::Gen<std::string> json_text(int depth) {
  auto piece = rc::gen::elementOf(std::vector<std::string>{"a", "s3cret", "s3\\u0063ret", "\\n", "\\\"", "\\\\", "\\/", "\xc3\xa9",
                                                           "\\ud83d\\ude00", " ", "{", "[", ",", ":"});
  auto string = rc::gen::map(rc::gen::container<std::vector<std::string>>(piece), [](const std::vector<std::string>& parts) {
    std::string out = "\"";
    for (const auto& part : parts) out += part;
    return out + '"';
  });
  auto scalar = rc::gen::oneOf(string, rc::gen::elementOf(std::vector<std::string>{"0", "-1.5e3", "123456", "true", "null", "[]", "{}"}));
  if (depth == 0) return scalar;
  auto inner = json_text(depth - 1);
  auto list = rc::gen::map(rc::gen::pair(inner, inner), [](const auto& two) { return "[" + two.first + ", " + two.second + "]"; });
  auto object = rc::gen::map(rc::gen::tuple(string, inner, string, inner), [](const auto& four) {
    return "{" + std::get<0>(four) + ":" + std::get<1>(four) + ", " + std::get<2>(four) + " : " + std::get<3>(four) + "}";
  });
  return rc::gen::oneOf(scalar, list, object);
}

}  // namespace

TEST_CASE("valid JSON stays valid JSON whatever the mask covers") {
  CHECK(rc::check([] {
    const std::string line = *json_text(3);
    RC_ASSERT(nlohmann::json::accept(line));
    const size_t begin = *rc::gen::inRange<size_t>(0, line.size());
    const size_t length = *rc::gen::inRange<size_t>(1, 12);
    const std::string covered = line.substr(begin, length);
    // Covers a word wherever it stands, as the engine does; whatever the word is.
    auto mask = [&](std::string_view text) {
      std::string out(text);
      size_t at = out.find(covered);
      if (at != std::string::npos) out.replace(at, covered.size(), "[REDACTED_X]");
      return out;
    };
    const std::string masked = mask_json(line, mask);
    RC_ASSERT(nlohmann::json::accept(masked));
  }));
}

TEST_CASE("no secret that the mask knows is left in any string") {
  CHECK(rc::check([] {
    auto mask = [](std::string_view text) {
      std::string out(text);
      for (size_t at; (at = out.find("s3cret")) != std::string::npos;) out.replace(at, 6, "[REDACTED_X]");
      return out;
    };
    const std::string masked = mask_json(*json_text(3), mask);
    RC_ASSERT(masked.find("s3cret") == std::string::npos);
    rewrite_strings(masked, [](std::string_view inner) -> std::optional<std::string> {
      RC_ASSERT(json_unescape(inner).find("s3cret") == std::string::npos);
      return std::nullopt;
    });
  }));
}

TEST_CASE("the validator and a parser agree on any text") {
  CHECK(rc::check([] {
    std::string text = *json_text(2);
    // A change somewhere: most are no JSON any more.
    if (*rc::gen::arbitrary<bool>()) {
      const size_t at = *rc::gen::inRange<size_t>(0, text.size());
      text[at] = *rc::gen::elementOf(std::string("{}[]\",:0-.eE+tn\\u \t\x01z"));
    }
    if (!is_strict_text(text)) return;
    RC_ASSERT(is_json(text) == nlohmann::json::accept(text));
  }));
}
