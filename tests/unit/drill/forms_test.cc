// Every form of design 11 is found, once, masked to the same length, and what stands around it stays.
#include <doctest.h>

#include "tests/support/drill.h"

namespace redactd::test {
namespace {

using drill::Form;

void check_form(ValueSearch& search, const std::string& before, const std::string& written, const std::string& behind, Form form) {
  const std::string text = before + written + behind;
  CAPTURE(text);
  const auto matches = search.find(text);
  REQUIRE(matches.size() == 1);
  CHECK(std::string(name_of(matches[0].form)) == name_of(form));
  CHECK(matches[0].rank == drill::Rank::kWhole);
  const std::string masked = search.masked(text);
  CHECK(masked.size() == text.size());
  CHECK(masked.substr(0, before.size()) == before);
  CHECK(masked.substr(masked.size() - behind.size()) == behind);
  CHECK(search.find(masked).empty());
}

std::string hex(const std::string& raw, const char* format) {
  std::string out;
  char digits[8];
  for (const char c : raw) {
    snprintf(digits, sizeof digits, format, static_cast<unsigned>(static_cast<unsigned char>(c)));
    out += digits;
  }
  return out;
}

TEST_CASE("plain, hex, percent, JSON, shell and UTF-16") {
  const std::string value = "ex_" + made_up(12) + "/'\"\\ &" + made_up(11, 2);
  ValueSearch search(value);
  check_form(search, "password = ", value, "\nnext", Form::kPlain);
  check_form(search, "", value, "", Form::kPlain);
  check_form(search, "x ", hex(value, "%02x"), " y", Form::kHex);
  check_form(search, "x ", hex(value, "%02X"), " y", Form::kHex);
  check_form(search, "url?k=", hex(value, "%%%02x"), "&l=1", Form::kPercent);
  check_form(search, "url?k=", hex(value, "%%%02X"), "&l=1", Form::kPercent);
  const std::string head = "ex_" + made_up(12), tail = made_up(11, 2);
  check_form(search, "?k=", head + "%2F%27%22%5C%20%26" + tail, "&l", Form::kPercent);
  check_form(search, "?k=", head + "%2f'%22%5c+%26" + tail, "&l", Form::kPercent);
  check_form(search, "{\"k\":\"", head + "/'\\\"\\\\ &" + tail, "\"}", Form::kJson);
  check_form(search, "{\"k\":\"", head + "\\/'\\\"\\\\ \\u0026" + tail, "\"}", Form::kJson);
  check_form(search, "{\"k\":\"", hex(value, "\\u%04x"), "\"}", Form::kJson);
  check_form(search, "{\"k\":\"", hex(value, "\\u%04X"), "\"}", Form::kJson);
  check_form(search, "echo '", head + "/'\\''\"\\ &" + tail, "'", Form::kShell);
  check_form(search, "echo ", head + "/\\'\\\"\\\\\\ \\&" + tail, "", Form::kShell);
  check_form(search, utf16le("a "), utf16le(value), utf16le(" b"), Form::kUtf16);
}

TEST_CASE("base64 at each alignment keeps what stands beside the value") {
  for (const size_t length : {8, 9, 10, 20, 33, 40}) {
    const std::string value = made_up(length, static_cast<uint32_t>(length));
    ValueSearch search(value);
    for (const char* last_two : {"+/", "-_"}) {
      for (const std::string before : {"", "u", "us", "user:", "user1:"}) {
        for (const std::string behind : {"", "!", "}\n", "@example.com"}) {
          const std::string raw = before + value + behind;
          const std::string text = "Authorization: Basic " + base64(raw, last_two) + " ok";
          CAPTURE(raw);
          REQUIRE(search.find(text).size() == 1);
          const std::string masked = search.masked(text);
          REQUIRE(masked.size() == text.size());
          const std::string decoded = decode_base64(masked.substr(21, masked.size() - 24), last_two);
          CHECK(decoded == before + drill::padded_mask("SECRET", length) + behind);
        }
      }
    }
  }
}

TEST_CASE("cut by line breaks and colours") {
  const std::string value = made_up(40);
  ValueSearch search(value);
  const auto cut = [&](size_t at, const std::string& with) { return value.substr(0, at) + with + value.substr(at); };
  for (size_t at = 1; at < value.size(); ++at) {
    for (const char* with : {"\n", "\r\n", "\\\n", "\n    ", "\\n"}) {
      const std::string text = "k=" + cut(at, with) + " end";
      CAPTURE(text);
      REQUIRE(search.find(text).size() == 1);
      const std::string masked = search.masked(text);
      CHECK(masked.size() == text.size());
      CHECK(masked.find(with) != std::string::npos);
      CHECK(std::string(name_of(search.find(text)[0].form)) == "folded");
      CHECK(search.find(masked).empty());
    }
    const std::string coloured = "k=" + cut(at, "\x1b[1;31m") + " end";
    REQUIRE(search.find(coloured).size() == 1);
    CHECK(std::string(name_of(search.find(coloured)[0].form)) == "ansi");
    CHECK(search.masked(coloured).find("\x1b[1;31m") != std::string::npos);
  }
  std::string folded = base64("user:" + value + ":more");
  for (size_t at = 12; at < folded.size(); at += 13) folded.insert(at, "\n");
  REQUIRE(search.find(folded).size() == 1);
  CHECK(search.masked(folded).size() == folded.size());
  CHECK(decode_base64(search.masked(folded)).substr(0, 5) == "user:");
}

TEST_CASE("values in a row, at the ends, and over the pieces of a window") {
  const std::string value = made_up(24);
  ValueSearch search(value);
  CHECK(search.find(value + value).size() == 2);
  CHECK(search.find(base64(value + value)).size() == 2);
  CHECK(search.find(search.masked(base64(value + value))).empty());
  for (const size_t length : {10, 11, 12, 13}) {
    const std::string odd = made_up(length);
    ValueSearch several(odd);
    const std::string masked = several.masked(base64("u:" + odd + odd + odd + "!"));
    CHECK(several.find(base64("u:" + odd + odd + odd + "!")).size() == 3);
    CHECK(decode_base64(masked).substr(0, 2 + length) == "u:" + drill::padded_mask("SECRET", length));
    CHECK(decode_base64(masked).back() == '!');
    CHECK(masked.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=") == std::string::npos);
  }
  const std::string text = value + "\n" + std::string(5000, '.') + value + std::string(3 << 20, 'x') + " " + value;
  for (const size_t piece : {1000ul, 4096ul, 1ul << 20, ~0ul}) {
    const auto matches = search.find(text, piece);
    REQUIRE(matches.size() == 3);
    CHECK(matches[0].begin == 0);
    CHECK(matches[1].begin == 24 + 1 + 5000);
    CHECK(matches[2].end == text.size());
  }
}

TEST_CASE("zsh's metafied form") {
  const std::string value = "pass\x83word\xa0" + made_up(8);
  ValueSearch search(value);
  const std::string stored = "pass\x83\xa3word\x83\x80" + made_up(8);
  CHECK(search.find(": 1700000000:0;curl " + stored).size() == 1);
}

TEST_CASE("a value of several lines is found line by line") {
  const std::string value = "-----BEGIN EXAMPLE KEY-----\n" + made_up(64, 1) + "\n" + made_up(64, 2) + "\n" + made_up(20, 3) + "\n-----END EXAMPLE KEY-----";
  ValueSearch search(value);
  CHECK(search.find("x\n" + value + "\ny").size() == 1);
  const std::string prefixed = "app | " + made_up(64, 1) + "\napp | " + made_up(64, 2) + "\n";
  CHECK(search.find(prefixed).size() == 2);
  std::string escaped = value;
  for (size_t at = 0; (at = escaped.find('\n', at)) != std::string::npos; at += 2) escaped.replace(at, 1, "\\n");
  CHECK(search.find("{\"key\":\"" + escaped + "\"}").size() == 1);
}

}  // namespace
}  // namespace redactd::test
