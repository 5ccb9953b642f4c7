#include <doctest.h>

#include "tests/support/rules.h"

namespace redactd {
namespace {

using test::fake_body;
using test::mask;

std::string small(std::string_view text) { return mask(*test::small_snapshot(), text); }
std::string token(unsigned seed = 1) { return "ghp_" + fake_body(seed); }

TEST_CASE("a token is masked where it stands, and nothing else is touched") {
  CHECK(small("use " + token() + " now") == "use [REDACTED_GITHUB_TOKEN] now");
  CHECK(small(token()) == "[REDACTED_GITHUB_TOKEN]");
  CHECK(small("a\n" + token() + "\nb\n") == "a\n[REDACTED_GITHUB_TOKEN]\nb\n");
  CHECK(small("") == "");
  CHECK(small("ghp_short") == "ghp_short");
  CHECK(small("ghp_" + std::string(36, 'x')) == "ghp_" + std::string(36, 'x'));
}

TEST_CASE("the engine knows where a token may begin") {
  for (const char* before : {"\\n", "%3D", "\\u003d", "\\x3d", "\x1b[32m", "=", "\"", "\xc3\xa9", "#012"}) {
    CHECK(small(before + token()) == std::string(before) + "[REDACTED_GITHUB_TOKEN]");
  }
  CHECK(small("x" + token()) == "x" + token());
  CHECK(small(token() + "x") == token() + "x");
}

TEST_CASE("bytes that are no text come through, and hide nothing") {
  const std::string raw("\xff\xfe\0a\x80 ", 6);
  CHECK(small(raw + token() + raw) == raw + "[REDACTED_GITHUB_TOKEN]" + raw);
  CHECK(small("password=ab\xff\xfe" "c1") == "password=[REDACTED_PASSWORD]");
}

TEST_CASE("colours, carriage returns, backspaces and NUL inside a token do not hide it") {
  const std::string body = fake_body(2);
  for (const std::string& inside : {std::string("\x1b[31m"), std::string("\r"), std::string("x\b"), std::string(1, '\0'), std::string("\x1b]0;t\x07")}) {
    const std::string cut = "ghp_" + body.substr(0, 9) + inside + body.substr(9);
    CHECK(small("a " + cut + " b") == "a [REDACTED_GITHUB_TOKEN] b");
  }
  CHECK(small("\x1b[1mplain\x1b[0m 50%\r100%\n") == "\x1b[1mplain\x1b[0m 50%\r100%\n");
}

TEST_CASE("key = value in the notations that text has") {
  const std::pair<const char*, const char*> cases[] = {
      {"password=hunter22x", "password=[REDACTED_PASSWORD]"},
      {"DB_PASSWORD: \"a b c 1\"", "DB_PASSWORD: \"[REDACTED_PASSWORD]\""},
      {"{\"password\":\"abc123\",\"n\":1}", "{\"password\":\"[REDACTED_PASSWORD]\",\"n\":1}"},
      {"{\"c\":\"{\\\"password\\\":\\\"abc123\\\"}\"}", "{\"c\":\"{\\\"password\\\":\\\"[REDACTED_PASSWORD]\\\"}\"}"},
      {"export API_KEY=0a1b2c3d4e5f6a7b8; make", "export API_KEY=[REDACTED_API_KEY]; make"},
      {"a?token=abcd1234efgh&b=c", "a?token=[REDACTED_TOKEN]&b=c"},
      {"UID=svc;PWD=abc123", "UID=svc;PWD=[REDACTED_PASSWORD]"},
      {"PWD=abc123;UID=svc", "PWD=[REDACTED_PASSWORD];UID=svc"},
      {"<password>abc123</password>", "<password>[REDACTED_PASSWORD]</password>"},
      {"password: str = \"abc123\"", "password: str = \"[REDACTED_PASSWORD]\""},
      {"db_pass := 'x1y2z3'", "db_pass := '[REDACTED_PASSWORD]'"},
      {"mysqlpassword=abc123", "mysqlpassword=[REDACTED_PASSWORD]"},
  };
  for (const auto& [text, expected] : cases) CHECK(small(text) == expected);
}

TEST_CASE("what only speaks of secrets stays") {
  for (const char* text : {"password: must be at least 8 characters", "password_file=/etc/x1", "password=$PW", "password=${PW:-x}",
                           "token_type=bearer1x", "passwords=12345678", "X_PASSWORD=\nY=12345678", "cache_key=0a1b2c3d4e5f6a7b8",
                           "monkey=0a1b2c3d4e5f6a7b8", "password=\"\"", "password=<password>", "password={{ pw }}"}) {
    CHECK(small(text) == text);
  }
}

TEST_CASE("passwords of URLs, whatever characters they hold") {
  CHECK(small("postgresql://app:!x^1$@db:5432/m") == "postgresql://app:[REDACTED_URL_PASSWORD]@db:5432/m");
  CHECK(small("redis://:p@ss1@h/0") == "redis://:[REDACTED_URL_PASSWORD]@h/0");
  CHECK(small("https://h:8080/a@b") == "https://h:8080/a@b");
  CHECK(small("ssh://git@h/x.git") == "ssh://git@h/x.git");
}

TEST_CASE("of a PEM block the body is masked, in every notation") {
  const std::string line1 = fake_body(3, 64), line2 = fake_body(4, 64), line3 = fake_body(5, 20);
  const std::string head = "-----BEGIN RSA PRIVATE KEY-----", tail = "-----END RSA PRIVATE KEY-----";
  const std::string m = "[REDACTED_PRIVATE_KEY]";
  CHECK(small(head + "\n" + line1 + "\n" + line2 + "\n" + line3 + "\n" + tail + "\n") == head + "\n" + m + "\n" + tail + "\n");
  CHECK(small(head + "\\n" + line1 + "\\n" + line3 + "\\n" + tail) == head + "\\n" + m + "\\n" + tail);
  CHECK(small("  " + head + "\n  " + line1 + "\n  " + line3 + "\n  " + tail) == "  " + head + "\n  " + m + "\n  " + tail);
  CHECK(small(head + "\n" + line1 + "\nand text goes on\n") == head + "\n" + m + "\nand text goes on\n");
  CHECK(small("-----BEGIN PUBLIC KEY-----\n" + line1 + "\n") == "-----BEGIN PUBLIC KEY-----\n" + line1 + "\n");
}

TEST_CASE("a masked value is masked at its other places in the text") {
  const std::string value = fake_body(6, 14);
  CHECK(small("echo " + value + "\npassword=" + value + "\n" + value) == "echo [REDACTED_PASSWORD]\npassword=[REDACTED_PASSWORD]\n[REDACTED_PASSWORD]");
  CHECK(small("password=production\nproduction is slow") == "password=[REDACTED_PASSWORD]\nproduction is slow");
}

TEST_CASE("masks are no secrets: masking twice changes nothing") {
  for (const char* text : {"password=[REDACTED_PASSWORD]", "token: [REDACTED_TOKEN:0123abcd]", "pwd=[REDACTED_X]****", "password=********",
                           "https://u:[REDACTED_URL_PASSWORD]@h", "token=[REDACTED]*****"}) {
    CHECK(small(text) == text);
  }
}

TEST_CASE("a costly line is masked, never passed") {
  std::string line;
  for (int i = 0; i < 60000; ++i) line += "EXID";
  const std::string out = small(line + " " + token() + "\nnext");
  CHECK(out.find(token()) == std::string::npos);
  CHECK(out.ends_with("\nnext"));
}

TEST_CASE("observe counts and does not mask") {
  Redactor redactor;
  std::string out;
  const auto snapshot = test::small_snapshot();
  const MaskReport report = redactor.mask(*snapshot, "x obsv-01234567 y", {}, out);
  CHECK(out == "x obsv-01234567 y");
  CHECK(report.findings == 0);
  REQUIRE(report.observed.size() == 1);
  CHECK(snapshot->rule(report.observed[0]).id == "observed");
}

TEST_CASE("a user's own rule acts on that user's lines only") {
  RuleSpec spec;
  spec.id = "mine";
  spec.label = "MINE";
  spec.kind = RuleKind::kRegex;
  spec.regex = {"mine-[0-9]{8}", {"mine-"}, false};
  spec.owner_uid = 1000;
  auto rule = compile_rule(spec);
  REQUIRE(rule.ok());
  const auto snapshot = Snapshot::build({*rule}, 1, make_hash_scanner);
  Redactor redactor;
  std::string own, other;
  redactor.mask(*snapshot, "mine-01234567", {.uid = 1000}, own);
  redactor.mask(*snapshot, "mine-01234567", {.uid = 1001}, other);
  CHECK(own == "[REDACTED_MINE]");
  CHECK(other == "mine-01234567");
}

}  // namespace
}  // namespace redactd
