#include <doctest/doctest.h>

#include "daemon/ledger/mask_days.h"
#include "daemon/ledger/merge.h"
#include "tests/unit/ledger/twins.h"

namespace redactd::daemon {
namespace {

using namespace twins;

struct Fixture {
  Leaks store;
  Ledger ledger{store};
  Fixture() { REQUIRE(ledger.load().ok()); }
  Recorded record(const std::vector<std::string>& fingerprints, Leak found = found_leak(), int64_t now = kNow) {
    auto recorded = ledger.record(fingerprints, std::move(found), {now, 1000, ""});
    REQUIRE(recorded.ok());
    return *recorded;
  }
};

TEST_CASE("the same fingerprint is the same leak") {
  Fixture f;
  const Recorded first = f.record({kFingerprint});
  CHECK(first.is_new);
  CHECK(first.leak.id == "leak-01234567");
  Leak found = found_leak("OTHER_LABEL");
  found.rule = "some-rule";
  found.places = {{"/a", 3, "in-place"}};
  const Recorded again = f.record({kFingerprint}, found, kNow + 60);
  CHECK_FALSE(again.is_new);
  CHECK_FALSE(again.reopened);
  CHECK(again.leak.label == "CF_TOKEN");
  CHECK(again.leak.rule == "some-rule");
  CHECK(again.leak.places.size() == 1);
  CHECK(again.leak.found_at == kNow);
  CHECK(f.store.rows.size() == 1);
  CHECK(f.record({kFingerprint}, found).leak.places[0].count == 3);  // told twice, counted once
}

TEST_CASE("an older key still recognises it") {
  Fixture f;
  const std::string id = f.record({kFingerprint}).leak.id;
  const Recorded again = f.record({kOther, kFingerprint});
  CHECK(again.leak.id == id);
  CHECK_FALSE(again.is_new);
  CHECK(f.record({kOther}).is_new);
}

TEST_CASE("ids differ even where fingerprints begin alike") {
  Fixture f;
  const std::string alike = "01234567ffffffffffffffffffffffff";
  CHECK(f.record({kFingerprint}).leak.id == "leak-01234567");
  CHECK(f.ledger.id_for({alike}) == "leak-1234567f");
  CHECK(f.record({alike}).leak.id == "leak-1234567f");
  CHECK(f.ledger.id_for({kFingerprint}) == "leak-01234567");
}

TEST_CASE("seen again after rotation: reopened") {
  Fixture f;
  const std::string id = f.record({kFingerprint}).leak.id;
  REQUIRE(f.ledger.set_state(id, LeakState::kRotated, {kNow, 1, ""}).ok());
  const Recorded again = f.record({kFingerprint}, found_leak(), kNow + kDay);
  CHECK(again.reopened);
  CHECK(again.leak.state == LeakState::kOpen);
  CHECK(f.ledger.counts(kNow + kDay).open == 1);
}

TEST_CASE("update adds places, replaces what is left, contains") {
  Fixture f;
  const std::string id = f.record({kFingerprint}).leak.id;
  LeakUpdate wanted;
  wanted.contained = true;
  wanted.places = {{"/a", 3, "in-place"}, {"/b", 1, "sqlite"}};
  wanted.left = std::vector<LeakLeft>{{"/j", 2, "journal"}};
  wanted.pattern_id = "leak-cf-token";
  wanted.note = "by hand";
  auto leak = f.ledger.update(id, wanted, {kNow + 1, 1, ""});
  REQUIRE(leak.ok());
  CHECK(leak->state == LeakState::kContained);
  CHECK(leak->places.size() == 2);
  CHECK(leak->left.size() == 1);
  wanted.places = {{"/a", 2, "in-place"}};
  wanted.left = std::vector<LeakLeft>{};
  leak = f.ledger.update(id, wanted, {kNow + 2, 1, ""});
  REQUIRE(leak.ok());
  CHECK(leak->places[0].count == 5);
  CHECK(leak->left.empty());
  CHECK(leak->note == "by hand");
  CHECK(leak->history.size() == 2);
}

TEST_CASE("what could not be stored did not happen") {
  Fixture f;
  const std::string id = f.record({kFingerprint}).leak.id;
  f.store.full = true;
  const auto moved = f.ledger.set_state(id, LeakState::kRotated, {kNow, 1, ""});
  REQUIRE_FALSE(moved.ok());
  CHECK(moved.error().code == "ledger.no_space");
  CHECK(f.ledger.leaks()[0].state == LeakState::kOpen);
  CHECK_FALSE(f.ledger.record({kOther}, found_leak(), {kNow, 1, ""}).ok());
  CHECK(f.ledger.leaks().size() == 1);
}

TEST_CASE("without a ledger everything answers so") {
  Leaks store;
  store.full = true;
  Ledger ledger(store);
  CHECK_FALSE(ledger.load().ok());
  CHECK_FALSE(ledger.available());
  CHECK(ledger.record({kFingerprint}, found_leak(), {kNow, 1, ""}).error().code == "ledger.unavailable");
  CHECK(ledger.find("leak-01234567").error().code == "ledger.unavailable");
  CHECK(ledger.import({}).error().code == "ledger.unavailable");
}

TEST_CASE("import: adds, merges, renames; twice changes nothing") {
  Fixture f;
  f.record({kFingerprint});
  Leak same = opened(kNow - 10 * kDay);
  same.places = {{"/old", 4, "in-place"}};
  Leak stranger = opened();
  stranger.fingerprint = kOther;  // another leak that has the same id there
  auto told = f.ledger.import({same, stranger});
  REQUIRE(told.ok());
  CHECK(told->added == 1);
  CHECK(told->merged == 1);
  REQUIRE(told->renamed.size() == 1);
  CHECK(told->renamed[0].second == "leak-fedcba98");
  REQUIRE(f.ledger.leaks().size() == 2);
  CHECK(f.ledger.leaks()[0].history.size() == 2);
  CHECK(f.ledger.leaks()[0].found_at == kNow);  // the newer account holds
  CHECK(f.ledger.leaks()[0].places.size() == 1);
  told = f.ledger.import({same, stranger});
  REQUIRE(told.ok());
  CHECK(told->added == 0);
  CHECK(told->merged == 0);
  CHECK(told->unchanged == 2);
  CHECK(f.ledger.leaks().size() == 2);
}

TEST_CASE("import of one leak in pieces") {
  Fixture f;
  Leak one = opened(), two = opened();
  one.places = {{"/a", 1, "in-place"}};
  two.places = {{"/b", 2, "in-place"}};
  REQUIRE(f.ledger.import({one, two}).ok());
  REQUIRE(f.ledger.leaks().size() == 1);
  CHECK(f.ledger.leaks()[0].places.size() == 2);
  CHECK(f.ledger.leaks()[0].history.size() == 1);
}

TEST_CASE("places beyond the limit are counted together") {
  std::vector<LeakPlace> places, more;
  for (size_t i = 0; i < kMostPlaces + 500; ++i) more.push_back({"/p" + std::to_string(i), 1, "in-place"});
  add_places(places, more);
  CHECK(places.size() == kMostPlaces);
  CHECK(places.back().path == "...");
  CHECK(places.back().count == 501);
}

TEST_CASE("notes: on lines of their own, once, within the limit") {
  std::string note = "first";
  add_note(note, "second");
  add_note(note, "first");
  CHECK(note == "first\nsecond");
  add_note(note, std::string(kMostNoteBytes, 'x'));
  CHECK(note == "first\nsecond");
}

TEST_CASE("masks by day: only what came on top, a failure loses nothing") {
  Leaks store;
  MaskDays days(store);
  REQUIRE(days.flush({{"a", 3}, {"b", 1}}, kNow).ok());
  REQUIRE(days.flush({{"a", 3}, {"b", 1}}, kNow).ok());
  store.full = true;
  CHECK_FALSE(days.flush({{"a", 5}, {"b", 1}}, kNow).ok());
  store.full = false;
  REQUIRE(days.flush({{"a", 7}, {"b", 1}}, kNow + kDay).ok());
  const auto counts = store.masks("");
  REQUIRE(counts.ok());
  CHECK(*counts == std::vector<MaskCount>{{"2026-09-21", "a", 3}, {"2026-09-21", "b", 1}, {"2026-09-22", "a", 4}});
}

}  // namespace
}  // namespace redactd::daemon
