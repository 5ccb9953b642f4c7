#include "daemon/control/rule_book.h"

#include <doctest.h>

#include "tests/unit/daemon/twins.h"

using namespace redactd;
using namespace redactd::daemon;

namespace {

struct BookFixture {
  twins::Files state, published;
  twins::Quiet log;
  RuleBook book{state, published, log, make_hash_scanner};

  static std::vector<std::shared_ptr<const CompiledRule>> catalogue() {
    return {compile_rule(twins::example_rule("built-in", "bi_x")).value()};
  }
  static OperatorPattern pattern(const std::string& id, int64_t expires_at = 0) {
    OperatorPattern made;
    made.rule = twins::example_rule(id, "pat_");
    made.expires_at = expires_at;
    return made;
  }
  BookFixture() { REQUIRE(book.load(catalogue(), 0).ok()); }
};

}  // namespace

TEST_CASE_FIXTURE(BookFixture, "a change is in the state file and published before it is answered") {
  const auto change = book.add(pattern("mine"));
  REQUIRE(change.ok());
  CHECK(change->added == std::vector<std::string>{"mine"});
  CHECK(change->generation == book.current().generation());
  CHECK(state.files["patterns.json"].find("mine") != std::string::npos);
  CHECK(published.files["patterns.json"] == state.files["patterns.json"]);
  CHECK(published.files["anchors"].find(std::to_string(change->generation) + "\n") == 0);
  CHECK(published.files["anchors"].find("\npat_\n") != std::string::npos);
}

TEST_CASE_FIXTURE(BookFixture, "a full disk changes nothing at all") {
  REQUIRE(book.add(pattern("mine")).ok());
  const auto generation = book.current().generation();
  state.full = true;
  CHECK(book.add(pattern("other")).error().code == "state.no_space");
  CHECK(book.remove("mine").error().code == "state.no_space");
  CHECK(book.set_mode("mine", RuleMode::kObserve).error().code == "state.no_space");
  CHECK(book.current().generation() == generation);
  CHECK(book.patterns().size() == 1);
}

TEST_CASE_FIXTURE(BookFixture, "the next start has the patterns and a later generation, even on a full disk") {
  const auto generation = book.add(pattern("mine"))->generation;
  state.full = true;
  RuleBook next(state, published, log, make_hash_scanner);
  const auto loaded = next.load(catalogue(), 0);
  REQUIRE(loaded.ok());
  CHECK(loaded->generation > generation);
  CHECK(next.find("mine") != nullptr);
}

TEST_CASE_FIXTURE(BookFixture, "an id is given once") {
  CHECK(book.add(pattern("built-in")).error().code == "pattern.exists");
  CHECK(book.remove("built-in").error().code == "pattern.not_found");
}

TEST_CASE_FIXTURE(BookFixture, "a reload that would lose something is refused with the list") {
  REQUIRE(book.add(pattern("mine")).ok());
  std::vector<std::string> lost;
  state.files["patterns.json"].clear();
  CHECK(book.reload(catalogue(), 0, lost).error().code == "rules.would_lose");
  CHECK(lost == std::vector<std::string>{"mine"});
  lost.clear();
  state.files["patterns.json"] = published.files["patterns.json"];
  CHECK(book.reload({}, 0, lost).error().code == "rules.would_lose");
  CHECK(lost == std::vector<std::string>{"built-in"});
  lost.clear();
  CHECK(book.reload(catalogue(), 0, lost).ok());
}

TEST_CASE_FIXTURE(BookFixture, "patterns go at their time, but not because a clock jumped") {
  REQUIRE(book.add(pattern("mine", 1000)).ok());
  CHECK_FALSE(book.expire(100, 100'000).has_value());
  SUBCASE("in time") {
    const auto change = book.expire(1000, 1'000'000);
    REQUIRE(change.has_value());
    CHECK((*change)->removed == std::vector<std::string>{"mine"});
  }
  SUBCASE("after a jump") {
    CHECK_FALSE(book.expire(5000, 101'000).has_value());
    CHECK_FALSE(book.expire(5001, 102'000).has_value());
    CHECK(book.expire(5000 + 3600, 101'000 + 3'600'000).has_value());
  }
}
