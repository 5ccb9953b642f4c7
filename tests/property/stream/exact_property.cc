#include <doctest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "core/engine/reference.h"
#include "core/engine/stream.h"
#include "tests/support/exact.h"
#include "tests/support/text_gen.h"

namespace redactd {
namespace {

const std::string kValue = "p4ss EXAMPLE/word+Zq7";
const std::vector<std::string> kSpellings = {kValue, "cDRzcyBFWEFNUExFL3dvcmQrWnE3", "7034737320455841", "p4ss%20EXAMPLE%2Fword%2BZq7", "aaaaaaaaaaab"};

// Random text with the value's spellings and pieces of them in it.
rc::Gen<std::string> text_with_values() {
  const auto piece = rc::gen::apply(
      [](unsigned which, size_t from, size_t length) {
        const std::string& spelling = kSpellings[which % kSpellings.size()];
        return length % 3 == 0 ? spelling.substr(std::min(from, spelling.size()), length) : spelling;
      },
      rc::gen::inRange<unsigned>(0, 100), rc::gen::inRange<size_t>(0, 12), rc::gen::inRange<size_t>(1, 30));
  const auto colour = rc::gen::element(std::string("\x1b[1m"), std::string("\b"), std::string(1, '\0'), std::string("a"), std::string(" "));
  const auto fragment = rc::gen::oneOf(piece, piece, colour, rc::gen::resize(4, test::text()));
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(fragment), [](const std::vector<std::string>& parts) {
    std::string out;
    for (const std::string& part : parts) out += part;
    return out;
  });
}

std::string streamed(const Snapshot& snapshot, std::string_view input, const std::vector<size_t>& cuts) {
  Redactor redactor;
  StreamRedactor state(test::lines_of(1000));
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

TEST_CASE("known values: as the reference says, on both scanners") {
  const auto plain = test::snapshot_with_value(kSpellings);
  const auto fast = test::snapshot_with_value(kSpellings, make_vectorscan_scanner);
  CHECK(rc::check("the reference", [&] {
    const std::string input = *text_with_values();
    const std::string wanted = reference_mask(*plain, input, test::lines_of(1000));
    RC_ASSERT(test::mask_for(*plain, input, 1000) == wanted);
    RC_ASSERT(test::mask_for(*fast, input, 1000) == wanted);
  }));
}

TEST_CASE("known values: masking twice changes nothing, and no form is left") {
  const auto snapshot = test::snapshot_with_value(kSpellings);
  CHECK(rc::check("twice", [&] {
    const std::string once = test::mask_for(*snapshot, *text_with_values(), 1000);
    RC_ASSERT(test::mask_for(*snapshot, once, 1000) == once);
    for (const std::string& spelling : kSpellings) RC_ASSERT(once.find(spelling) == std::string::npos);
  }));
}

TEST_CASE("known values: however a stream is cut") {
  const auto snapshot = test::snapshot_with_value(kSpellings);
  CHECK(rc::check("random cuts", [&] {
    const std::string input = *text_with_values();
    auto cuts = *rc::gen::container<std::vector<size_t>>(rc::gen::inRange<size_t>(0, input.size() + 1));
    std::sort(cuts.begin(), cuts.end());
    RC_ASSERT(streamed(*snapshot, input, cuts) == streamed(*snapshot, input, {}));
  }));
  CHECK(rc::check("every byte", [&] {
    const std::string input = *rc::gen::resize(12, text_with_values());
    std::vector<size_t> cuts;
    for (size_t i = 1; i < input.size(); ++i) cuts.push_back(i);
    RC_ASSERT(streamed(*snapshot, input, cuts) == streamed(*snapshot, input, {}));
  }));
}

TEST_CASE("known values: on the lines of others nothing differs from a daemon without them") {
  const auto with = test::snapshot_with_value(kSpellings);
  const auto without = test::small_snapshot();
  CHECK(rc::check("no oracle", [&] {
    const std::string input = *text_with_values();
    RC_ASSERT(test::mask_for(*with, input, 1001) == test::mask_for(*without, input, 1001));
    Redactor redactor;
    StreamRedactor one(test::lines_of(1001)), other(test::lines_of(1001));
    std::string a, b;
    one.feed(*with, redactor, input, 0, a);
    other.feed(*without, redactor, input, 0, b);
    RC_ASSERT(a == b);
    RC_ASSERT(one.held_bytes() == other.held_bytes());
  }));
}

}  // namespace
}  // namespace redactd
