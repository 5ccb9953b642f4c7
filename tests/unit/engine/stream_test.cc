#include <doctest.h>

#include "core/base/limits.h"
#include "core/engine/stream.h"
#include "tests/support/rules.h"

namespace redactd {
namespace {

using test::fake_body;

struct Stream {
  std::shared_ptr<const Snapshot> snapshot = test::small_snapshot();
  Redactor redactor;
  StreamRedactor stream;
  uint64_t now = 1000;
  std::string out;

  std::string feed(std::string_view piece) {
    std::string left;
    stream.feed(*snapshot, redactor, piece, now, left);
    out += left;
    return left;
  }
  std::string wait(uint64_t ms) {
    now += ms;
    std::string left;
    stream.tick(*snapshot, redactor, now, left);
    out += left;
    return left;
  }
  std::string finish() {
    std::string left;
    stream.finish(*snapshot, redactor, left);
    out += left;
    return out;
  }
};

TEST_CASE("prompts and dots leave at once") {
  for (const char* piece : {"Password: ", ".", "...", "Continue? [y/N] ", "$ ", "login: ", "> ", "Enter passphrase for key '/home/a/.ssh/id': "}) {
    Stream s;
    CHECK(s.feed(piece) == piece);
    CHECK_FALSE(s.stream.deadline_ms().has_value());
  }
}

TEST_CASE("a token in pieces is masked once, and what stands around it leaves") {
  const std::string body = fake_body(1);
  Stream s;
  CHECK(s.feed("using ghp") == "using ");
  CHECK(s.feed("_" + body.substr(0, 20)) == "");
  CHECK(s.feed(body.substr(20) + "\nnext ") == "[REDACTED_GITHUB_TOKEN]\nnext ");
  CHECK(s.finish() == "using [REDACTED_GITHUB_TOKEN]\nnext ");
}

TEST_CASE("what waits too long leaves masked, and its rest is swallowed") {
  const std::string body = fake_body(2);
  Stream s;
  s.feed("a ghp_" + body.substr(0, 10));
  REQUIRE(s.stream.deadline_ms() == s.now + kHoldDeadlineMs);
  CHECK(s.wait(kHoldDeadlineMs - 1) == "");
  CHECK(s.wait(1) == "[REDACTED_GITHUB_TOKEN]");
  s.feed(body.substr(10, 10));
  s.wait(600);
  s.feed(body.substr(20) + " b\n");
  CHECK(s.finish() == "a [REDACTED_GITHUB_TOKEN] b\n");
}

TEST_CASE("the beginning of an anchor that waits too long leaves as it is") {
  Stream s;
  CHECK(s.feed("tail gh") == "tail ");
  CHECK(s.wait(600) == "gh");
  CHECK(s.feed("ost\n") == "ost\n");
}

TEST_CASE("a PEM block in lines is one mask") {
  const std::string a = fake_body(3, 64), b = fake_body(4, 64), c = fake_body(5, 20);
  Stream s;
  CHECK(s.feed("-----BEGIN PRIVATE KEY-----\n") == "-----BEGIN PRIVATE KEY-----\n");
  CHECK(s.feed(a + "\n") == "[REDACTED_PRIVATE_KEY]");
  CHECK(s.feed(b + "\n" + c) == "");
  CHECK(s.feed("\n-----END PRIVATE KEY-----\n") == "\n-----END PRIVATE KEY-----\n");
  CHECK(s.finish() == "-----BEGIN PRIVATE KEY-----\n[REDACTED_PRIVATE_KEY]\n-----END PRIVATE KEY-----\n");
}

TEST_CASE("an endless line neither leaks nor grows") {
  Stream s;
  const std::string piece(8192, 'x');
  for (int i = 0; i < 64; ++i) {
    s.feed(piece);
    REQUIRE(s.stream.held_bytes() <= kMaxHoldBytes + piece.size());
  }
  s.feed(" ghp_" + fake_body(6) + " end");
  const std::string out = s.finish();
  CHECK(out.find(fake_body(6)) == std::string::npos);
  CHECK(out.ends_with(" [REDACTED_GITHUB_TOKEN] end"));
}

TEST_CASE("a value longer than the hold-back leaves as one mask") {
  Stream s;
  s.feed("password=");
  for (int i = 0; i < 40; ++i) s.feed(fake_body(static_cast<unsigned>(i), 4096));
  s.feed(" end\n");
  const std::string out = s.finish();
  const bool whole = out == "password=[REDACTED_PASSWORD] end\n";  // a failure must not print 160 kB
  CHECK(whole);
}

TEST_CASE("a value masked once is masked later in the stream") {
  Stream s;
  const std::string value = fake_body(7, 20);
  s.feed("password=" + value + "\n");
  s.feed("and " + value.substr(0, 5));
  s.feed(value.substr(5) + " again\n");
  CHECK(s.finish() == "password=[REDACTED_PASSWORD]\nand [REDACTED_PASSWORD] again\n");
}

}  // namespace
}  // namespace redactd
