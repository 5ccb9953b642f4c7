#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "core/base/bytes.h"
#include "core/base/utc_time.h"
#include "daemon/ledger/calendar.h"
#include "daemon/ledger/merge.h"
#include "tests/unit/ledger/twins.h"

namespace redactd::daemon {
namespace {

using namespace twins;

TEST_CASE("every time is written so that it reads back the same") {
  CHECK(rc::check([] {
    const auto seconds = *rc::gen::inRange<int64_t>(0, 253'402'300'800);
    RC_ASSERT(parse_rfc3339(format_rfc3339(seconds)) == seconds);
  }));
}

TEST_CASE("folded lines unfold to what they were") {
  CHECK(rc::check([](const std::string& raw) {
    const std::string text = escape_text(raw + raw + raw + raw);
    std::string unfolded = fold_line(text);
    RC_ASSERT(unfolded.size() >= 2 && unfolded.substr(unfolded.size() - 2) == "\r\n");
    for (size_t at = unfolded.find("\r\n "); at != std::string::npos; at = unfolded.find("\r\n ", at)) {
      RC_ASSERT(is_valid_utf8(unfolded.substr(0, at)));
      unfolded.erase(at, 3);
    }
    RC_ASSERT(unfolded == text + "\r\n");
  }));
}

// What may happen to a leak, in any order.
void act(Leak& leak, int what, int64_t now) {
  const LeakAct by{now, 1, what % 2 == 0 ? "note" : ""};
  if (what < 4) {
    (void)move_to(leak, static_cast<LeakState>(what), by).ok();
  } else if (what < 6) {
    see_again(leak, by);
  } else {
    (void)set_ttl(leak, what * 20, by).ok();
  }
}

TEST_CASE("whatever happens: the history tells the states, and they go back only by being seen again") {
  CHECK(rc::check([](const std::vector<uint8_t>& acts) {
    Leak leak = opened();
    int64_t now = kNow;
    for (const uint8_t one : acts) act(leak, one % 9, now += 60);
    std::string state;
    for (const LeakEvent& event : leak.history) {
      RC_ASSERT(event.from == state);
      const auto from = leak_state_named(event.from), to = leak_state_named(event.to);
      RC_ASSERT(to.has_value());
      if (from && *to < *from) RC_ASSERT(event.note.rfind("seen again", 0) == 0);
      state = event.to;
    }
    RC_ASSERT(state == name_of(leak.state));
    RC_ASSERT(leak.rotate_by == leak.found_at + kRotateWithinSeconds);
    RC_ASSERT(leak.next_rotation == leak.rotated_at.value_or(leak.found_at) + leak.ttl_days * kDay);
  }));
}

TEST_CASE("merging is idempotent, and the order does not matter for what is kept") {
  CHECK(rc::check([](const std::vector<uint8_t>& first, const std::vector<uint8_t>& second) {
    Leak a = opened(), b = opened();
    int64_t now = kNow;
    for (const uint8_t one : first) act(a, one % 9, now += 60);
    for (const uint8_t one : second) act(b, one % 9, now += 60);
    a.places = {{"/a", 1, "in-place"}};
    b.places = {{"/a", 2, "in-place"}, {"/b", 1, "in-place"}};
    Leak ab = a, ba = b;
    merge_leak(ab, b);
    merge_leak(ba, a);
    RC_ASSERT(ab.history == ba.history);
    RC_ASSERT(ab.state == ba.state);
    RC_ASSERT(ab.places.size() == 2u && ba.places.size() == 2u);
    RC_ASSERT_FALSE(merge_leak(ab, b));
    RC_ASSERT_FALSE(merge_leak(ab, a));
    for (const LeakEvent& event : a.history) RC_ASSERT(std::count(ab.history.begin(), ab.history.end(), event) == 1);
  }));
}

}  // namespace
}  // namespace redactd::daemon
