#include "daemon/session/capture_session.h"

#include <doctest.h>

#include "core/base/limits.h"
#include "tests/unit/daemon/twins.h"

using namespace redactd;
using namespace redactd::daemon;

namespace {

const std::string kSecret = "zq_0123456789abcdef";
const std::string kMask = "[REDACTED_EXAMPLE]";

struct SessionFixture {
  twins::Rules rules;
  twins::Store store;
  twins::Clock clock;
  Metrics metrics;
  LineMasker masker{rules, metrics};
  SessionServices services{masker, store, metrics, clock, "9.9.9"};
  CaptureSession session{services, 5, Peer{10, 20, 30}};

  std::string take(uint64_t now = 0) {
    const std::string out(session.pending_output());
    session.mark_sent(out.size(), now);
    return out;
  }
  std::string ask(const std::string& bytes, uint64_t now = 0) {
    session.feed(bytes, now);
    return take(now);
  }
};

std::string frame(const std::string& verb, const std::string& body, const std::string& keys = "") {
  return verb + " " + std::to_string(body.size()) + keys + "\n" + body;
}

}  // namespace

TEST_CASE_FIXTURE(SessionFixture, "headers byte by byte") {
  CHECK(ask("ping 0\n") == "ok 0 gen=7 version=9.9.9\n");
  CHECK(ask(frame("mask", "a " + kSecret)) == "ok 20 findings=1 gen=7\na " + kMask);
}

TEST_CASE_FIXTURE(SessionFixture, "however the input is cut, the answers are the same") {
  const std::string input = frame("mask", kSecret) + "ping 0\n" + frame("nonsense", "mask 0\n") + frame("mask", "x", " a=b");
  const std::string whole = ask(input);
  SessionFixture other;
  std::string pieces;
  for (const char byte : input) pieces += other.ask(std::string(1, byte));
  CHECK(pieces == whole);
  CHECK(whole.find("code=wire.verb_unknown") != std::string::npos);
}

TEST_CASE_FIXTURE(SessionFixture, "a reply behind a put waits for it, in order") {
  CHECK(ask(frame("put", kSecret, " stream=log") + "ping 0\n") == "");
  REQUIRE(store.taken.size() == 1);
  CHECK(store.taken[0].record.text.bytes() == kMask);
  CHECK(store.taken[0].record.peer.uid == 20);
  session.stored(store.taken[0].ticket.number, uint64_t{41});
  CHECK(take() == "ok 0 findings=1 gen=7 seq=41\nok 0 gen=7 version=9.9.9\n");
  CHECK(session.quiet());
}

TEST_CASE_FIXTURE(SessionFixture, "a put that the disk refused is an error, and the connection lives") {
  ask(frame("put", "x", " stream=log"));
  session.stored(store.taken[0].ticket.number, Error{"sink.no_space", "Full.", ""});
  CHECK(take().find("error 5 code=sink.no_space\nFull.") == 0);
  CHECK(session.wants_input());
}

TEST_CASE_FIXTURE(SessionFixture, "a framing error is answered once, then the rest is dropped") {
  const std::string out = ask("mask x\n" + frame("mask", "y"));
  CHECK(out.find("error ") == 0);
  CHECK(out.find("wire.length_invalid") != std::string::npos);
  CHECK(ask("ping 0\n") == "");
  CHECK(session.wants_shutdown());
  CHECK_FALSE(session.finished());
  session.tick(kLingerMs);
  CHECK(session.finished());
}

TEST_CASE_FIXTURE(SessionFixture, "deadlines of unfinished headers and bodies") {
  SUBCASE("header") {
    ask("mas", 1000);
    ask("k", 3000);
    CHECK(session.deadline() == 1000 + kHeaderDeadlineMs);
    session.tick(1000 + kHeaderDeadlineMs - 1);
    CHECK(take() == "");
    session.tick(1000 + kHeaderDeadlineMs);
    CHECK(take().find("wire.deadline") != std::string::npos);
  }
  SUBCASE("body: each byte counts anew") {
    ask("mask 10\nabc", 1000);
    ask("d", 2000);
    CHECK(session.deadline() == 2000 + kBodyDeadlineMs);
    ask("efghij", 3000);
    CHECK_FALSE(session.deadline().has_value());
  }
}

TEST_CASE_FIXTURE(SessionFixture, "a client that does not read is not read from, and goes on where it stopped") {
  const std::string big(200 * 1024, 'a');
  for (int i = 0; i < 8 && session.wants_input(); ++i) session.feed(frame("mask", big), 0);
  CHECK_FALSE(session.wants_input());
  CHECK(session.pending_output().size() < kMaxUnreadReplyBytes + 2 * big.size());
  session.mark_sent(0, 10);
  CHECK(session.deadline() == 10 + kUnreadRepliesDeadlineMs);
  take(20);
  CHECK(session.wants_input());
}

TEST_CASE_FIXTURE(SessionFixture, "many frames in one read of a client that does not read are all answered later") {
  std::string many;
  for (int i = 0; i < 30; ++i) many += frame("mask", std::string(100 * 1024, 'b'));
  session.feed(many, 0);
  size_t answered = 0;
  for (int turn = 0; turn < 40; ++turn) {
    answered += take().size();
    session.resume(0);
  }
  CHECK(answered > size_t{30} * 100 * 1024);
  CHECK_FALSE(session.has_parked_frames());
}

TEST_CASE_FIXTURE(SessionFixture, "a large frame is masked in turns") {
  std::string body;
  while (body.size() < 600 * 1024) body += "an ordinary line\n";
  body += kSecret + "\n";
  CHECK(ask(frame("mask", body)) == "");
  int turns = 0;
  for (; session.wants_turn() && turns < 100; ++turns) session.work(0);
  CHECK(turns > 5);
  const std::string out = take();
  CHECK(out.find(kMask) != std::string::npos);
  CHECK(out.find(kSecret) == std::string::npos);
  CHECK_FALSE(session.has_parked_frames());
}

TEST_CASE_FIXTURE(SessionFixture, "a stream holds back what could be the beginning of a finding") {
  const std::string first = ask(frame("mask", "x " + kSecret.substr(0, 8), " more=1"));
  CHECK(first.find("zq_0") == std::string::npos);
  const std::string second = ask(frame("mask", kSecret.substr(8) + "\n"));
  CHECK(second.find(kMask + "\n") != std::string::npos);
}

TEST_CASE_FIXTURE(SessionFixture, "the largest unfinished body gives way and the connection stays") {
  ask("mask 100\nabc");
  CHECK(session.unfinished_bytes() == 3);
  session.drop_body();
  CHECK(take().find("limits.busy") != std::string::npos);
  CHECK(ask(std::string(97, 'x') + "ping 0\n") == "ok 0 gen=7 version=9.9.9\n");
}

TEST_CASE_FIXTURE(SessionFixture, "keys of put are masked or refused") {
  CHECK(ask(frame("put", "x", " stream=tape")).find("wire.key_invalid") != std::string::npos);
  ask(frame("put", "x", " stream=history cwd=%2F" + kSecret + " exit=-1 sync=later"));
  REQUIRE(store.taken.size() == 1);
  CHECK(store.taken[0].record.cwd.bytes() == "/" + kMask);
  CHECK(store.taken[0].record.exit_status == -1);
  CHECK(store.taken[0].later);
}
