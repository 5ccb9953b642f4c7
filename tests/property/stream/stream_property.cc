#include <doctest.h>
#include <rapidcheck.h>

#include "core/catalogue/catalogue.h"
#include "core/engine/stream.h"
#include "tests/support/text_gen.h"

namespace redactd {
namespace {

std::string stream(const Snapshot& snapshot, std::string_view input, const std::vector<size_t>& cuts) {
  Redactor redactor;
  StreamRedactor state;
  std::string out;
  size_t at = 0;
  for (const size_t cut : cuts) {
    state.feed(snapshot, redactor, input.substr(at, cut - at), 0, out);
    at = cut;
  }
  state.feed(snapshot, redactor, input.substr(at), 0, out);
  state.finish(snapshot, redactor, out);
  return out;
}

std::vector<size_t> every_byte(size_t size) {
  std::vector<size_t> cuts;
  for (size_t i = 1; i < size; ++i) cuts.push_back(i);
  return cuts;
}

TEST_CASE("however a stream is cut, it gives what it gives in one piece") {
  const auto snapshot = test::small_snapshot();
  CHECK(rc::check("random cuts", [&] {
    const std::string input = *test::text();
    auto cuts = *rc::gen::container<std::vector<size_t>>(rc::gen::inRange<size_t>(0, input.size() + 1));
    std::sort(cuts.begin(), cuts.end());
    RC_ASSERT(stream(*snapshot, input, cuts) == stream(*snapshot, input, {}));
  }));
  CHECK(rc::check("every byte", [&] {
    const std::string input = *rc::gen::resize(20, test::text());
    RC_ASSERT(stream(*snapshot, input, every_byte(input.size())) == stream(*snapshot, input, {}));
  }));
}

TEST_CASE("every example of every built-in rule, cut at every byte") {
  const auto snapshot = test::builtin_snapshot();
  for (const RuleSpec& rule : builtin_rules()) {
    for (const std::string& raw : rule.examples) {
      const std::string input = "line before\n" + expand_example(raw) + "\nline after\n";
      const std::string whole = stream(*snapshot, input, {});
      std::string id = rule.id;
      for (size_t cut = 1; cut < input.size(); ++cut) {
        if (stream(*snapshot, input, {cut}) == whole) continue;
        FAIL_CHECK(id << " cut at " << cut);
        break;
      }
      if (stream(*snapshot, input, every_byte(input.size())) != whole) FAIL_CHECK(id << " cut at every byte");
    }
  }
}

}  // namespace
}  // namespace redactd
