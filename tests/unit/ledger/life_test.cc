#include <doctest/doctest.h>

#include "tests/unit/ledger/twins.h"

namespace redactd::daemon {
namespace {

using namespace twins;

TEST_CASE("a new leak is open and due within a day") {
  const Leak leak = opened();
  CHECK(leak.state == LeakState::kOpen);
  CHECK(leak.found_at == kNow);
  CHECK(leak.rotate_by == kNow + 24 * kHour);
  CHECK(leak.next_rotation == kNow + 90 * kDay);
  CHECK_FALSE(leak.contained_at);
  REQUIRE(leak.history.size() == 1);
  CHECK(leak.history[0] == LeakEvent{kNow, 1000, "", "open", ""});
}

TEST_CASE("states go forward, each change is in the history") {
  Leak leak = opened();
  CHECK(move_to(leak, LeakState::kContained, {kNow + 1, 1, ""}).ok());
  CHECK(leak.contained_at == kNow + 1);
  CHECK(move_to(leak, LeakState::kRotated, {kNow + 2, 2, "done"}).ok());
  CHECK(leak.rotated_at == kNow + 2);
  CHECK(leak.next_rotation == kNow + 2 + 90 * kDay);
  CHECK(leak.rotate_by == kNow + 24 * kHour);
  CHECK(move_to(leak, LeakState::kClosed, {kNow + 3, 3, ""}).ok());
  REQUIRE(leak.history.size() == 4);
  CHECK(leak.history[2] == LeakEvent{kNow + 2, 2, "contained", "rotated", "done"});
  CHECK(leak.history[3].from == "rotated");
}

TEST_CASE("never backwards") {
  for (const LeakState to : {LeakState::kOpen, LeakState::kContained, LeakState::kRotated}) {
    Leak leak = opened();
    REQUIRE(move_to(leak, LeakState::kRotated, {kNow, 1, ""}).ok());
    REQUIRE(move_to(leak, LeakState::kClosed, {kNow, 1, ""}).ok());
    const auto before = leak.history;
    const Status moved = move_to(leak, to, {kNow, 1, ""});
    REQUIRE_FALSE(moved.ok());
    CHECK(moved.error().code == "ledger.state_backwards");
    CHECK(leak.state == LeakState::kClosed);
    CHECK(leak.history == before);
  }
}

TEST_CASE("contained again changes nothing; rotated again counts anew") {
  Leak leak = opened();
  REQUIRE(move_to(leak, LeakState::kContained, {kNow + 1, 1, ""}).ok());
  REQUIRE(move_to(leak, LeakState::kContained, {kNow + 9, 1, ""}).ok());
  CHECK(leak.contained_at == kNow + 1);
  CHECK(leak.history.size() == 2);
  REQUIRE(move_to(leak, LeakState::kRotated, {kNow + 10, 1, ""}).ok());
  REQUIRE(move_to(leak, LeakState::kRotated, {kNow + 20 * kDay, 1, ""}).ok());
  CHECK(leak.next_rotation == kNow + 110 * kDay);
  CHECK(leak.history.back().from == "rotated");
  CHECK(leak.history.back().to == "rotated");
}

TEST_CASE("closing without rotation needs a reason") {
  Leak leak = opened();
  const Status refused = move_to(leak, LeakState::kClosed, {kNow, 1, ""});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == "ledger.not_rotated");
  CHECK(move_to(leak, LeakState::kClosed, {kNow, 1, "an example, no secret"}).ok());
}

TEST_CASE("seen again: nothing new while it waits, open again once it was rotated") {
  Leak leak = opened();
  CHECK_FALSE(see_again(leak, {kNow + 5, 1, ""}));
  CHECK(leak.history.size() == 1);
  REQUIRE(move_to(leak, LeakState::kRotated, {kNow + 10, 1, ""}).ok());
  CHECK(see_again(leak, {kNow + 7 * kDay, 5, ""}));
  CHECK(leak.state == LeakState::kOpen);
  CHECK(leak.rotate_by == kNow + 8 * kDay);
  CHECK_FALSE(leak.rotated_at);
  CHECK(leak.history.back() == LeakEvent{kNow + 7 * kDay, 5, "rotated", "open", "seen again"});
}

TEST_CASE("overdue: by the leak's own date, then by its replacement's") {
  Leak leak = opened();
  CHECK_FALSE(is_overdue(leak, leak.rotate_by));
  CHECK(is_overdue(leak, leak.rotate_by + 1));
  REQUIRE(move_to(leak, LeakState::kContained, {kNow, 1, ""}).ok());
  CHECK(is_overdue(leak, kNow + 2 * kDay));
  REQUIRE(move_to(leak, LeakState::kRotated, {kNow + 2 * kDay, 1, ""}).ok());
  CHECK_FALSE(is_overdue(leak, kNow + 92 * kDay));
  CHECK(is_overdue(leak, kNow + 92 * kDay + 1));
  REQUIRE(move_to(leak, LeakState::kClosed, {kNow + 93 * kDay, 1, ""}).ok());
  CHECK_FALSE(is_overdue(leak, kNow + 1000 * kDay));
  CHECK_FALSE(due_at(leak));
}

TEST_CASE("time to live: 1 to 366 days, a change is noted and moves the date") {
  Leak leak = opened();
  for (const int64_t days : {int64_t{0}, int64_t{-1}, int64_t{367}, int64_t{1} << 40}) {
    const Status set = set_ttl(leak, days, {kNow, 1, ""});
    REQUIRE_FALSE(set.ok());
    CHECK(set.error().code == "ledger.ttl_invalid");
  }
  CHECK(set_ttl(leak, 90, {kNow, 1, ""}).ok());
  CHECK(leak.history.size() == 1);
  CHECK(set_ttl(leak, 366, {kNow, 1, ""}).ok());
  CHECK(leak.next_rotation == kNow + 366 * kDay);
  CHECK(leak.history.back().note == "ttl 90 -> 366 days");
}

TEST_CASE("states have names, and names have states") {
  for (const LeakState state : {LeakState::kOpen, LeakState::kContained, LeakState::kRotated, LeakState::kClosed}) {
    CHECK(leak_state_named(name_of(state)) == state);
  }
  CHECK_FALSE(leak_state_named("Open"));
  CHECK_FALSE(leak_state_named(""));
}

}  // namespace
}  // namespace redactd::daemon
