#include <doctest.h>
#include <rapidcheck.h>

#include "core/engine/reference.h"
#include "tests/support/text_gen.h"

namespace redactd {
namespace {

using test::mask;
using test::text;

// Every byte of the output that is no mask stands in the input, in the same order: findings are the only difference.
bool only_findings_differ(const Snapshot& snapshot, const std::string& input) {
  Redactor redactor;
  std::vector<Finding> findings;
  redactor.find(snapshot, input, {}, findings);
  std::string expected;
  size_t at = 0;
  for (const Finding& finding : findings) {
    if (finding.begin < at || finding.end <= finding.begin || finding.end > input.size()) return false;
    expected += input.substr(at, finding.begin - at) + mask_text(snapshot, finding, input, {});
    at = finding.end;
  }
  return mask(snapshot, input) == expected + input.substr(at);
}

TEST_CASE("the fast redactor gives what the reference gives") {
  const auto hash = test::small_snapshot(make_hash_scanner);
  const auto vectorscan = test::small_snapshot(make_vectorscan_scanner);
  CHECK(rc::check("small rules", [&] {
    const std::string input = *text();
    const std::string expected = reference_mask(*hash, input, {});
    RC_ASSERT(mask(*hash, input) == expected);
    RC_ASSERT(mask(*vectorscan, input) == expected);
  }));
}

TEST_CASE("the built-in rules too") {
  const auto snapshot = test::builtin_snapshot();
  CHECK(rc::check("built-in rules", [&] {
    const std::string input = *rc::gen::resize(12, text());
    RC_ASSERT(mask(*snapshot, input) == reference_mask(*snapshot, input, {}));
  }));
}

TEST_CASE("masking twice changes nothing") {
  const auto small = test::small_snapshot();
  const auto builtin = test::builtin_snapshot();
  CHECK(rc::check([&] {
    const std::string input = *text();
    const std::string once = mask(*small, input);
    RC_ASSERT(mask(*small, once) == once);
    const std::string all = mask(*builtin, input);
    RC_ASSERT(mask(*builtin, all) == all);
  }));
}

TEST_CASE("bytes outside findings come back identical and in order") {
  const auto snapshot = test::builtin_snapshot();
  CHECK(rc::check([&] { RC_ASSERT(only_findings_differ(*snapshot, *text())); }));
}

}  // namespace
}  // namespace redactd
