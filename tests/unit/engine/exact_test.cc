#include <doctest.h>

#include "core/engine/reference.h"
#include "core/engine/snapshot_impl.h"
#include "core/engine/stream.h"
#include "tests/support/exact.h"

namespace redactd {
namespace {

using test::lines_of;
using test::mask_for;

const std::string kValue = "Zq7-EXAMPLE+0123/w";

TEST_CASE("a known value is masked wherever it stands, on its owner's lines alone") {
  for (const ScannerFactory scanner : {make_hash_scanner, make_vectorscan_scanner}) {
    const auto snapshot = test::snapshot_with_value({kValue}, scanner);
    CHECK(mask_for(*snapshot, kValue, 1000) == "[REDACTED_VALUE]");
    CHECK(mask_for(*snapshot, "xx" + kValue + "yy\n" + kValue + kValue, 1000) ==
          "xx[REDACTED_VALUE]yy\n[REDACTED_VALUE][REDACTED_VALUE]");
    CHECK(mask_for(*snapshot, "say " + kValue, 1001) == "say " + kValue);
    Redactor redactor;
    std::string out;
    CHECK(redactor.mask(*snapshot, "say " + kValue, {}, out).findings == 0);
  }
}

TEST_CASE("its name wins over a rule that finds the same bytes") {
  const auto snapshot = test::snapshot_with_value({kValue});
  CHECK(mask_for(*snapshot, "password=" + kValue, 1000) == "password=[REDACTED_VALUE]");
  CHECK(mask_for(*snapshot, "mysql -uroot -p" + kValue + " db", 1000) == "mysql -uroot -p[REDACTED_VALUE] db");
}

TEST_CASE("colours, backspaces and NUL inside do not hide it") {
  const auto snapshot = test::snapshot_with_value({kValue});
  const std::string head = kValue.substr(0, 5), tail = kValue.substr(5);
  for (const std::string& inside : {std::string("\x1b[31m"), std::string("x\b"), std::string(1, '\0')}) {
    CHECK(mask_for(*snapshot, "a " + head + inside + tail + " b", 1000) == "a [REDACTED_VALUE] b");
  }
}

TEST_CASE("what looks like the beginning of a mask does not protect it") {
  const std::string value = "ABCDEFGH0123EXAMPLE";
  const auto snapshot = test::snapshot_with_value({value});
  CHECK(mask_for(*snapshot, "[REDACTED" + value, 1000) == "[REDACTED[REDACTED_VALUE]");
}

TEST_CASE("masks stay, also where a value is a piece of one") {
  const auto snapshot = test::snapshot_with_value({"REDACTED"});
  CHECK(mask_for(*snapshot, "a [REDACTED_TOKEN] [REDACTED_VALUE]*** b REDACTED", 1000) == "a [REDACTED_TOKEN] [REDACTED_VALUE]*** b [REDACTED_VALUE]");
}

TEST_CASE("short spellings and those over several lines are no forms") {
  const auto forms = test::forms_of({"long enough\nof two lines", "1234567", "12345678"});
  REQUIRE(forms->forms().size() == 1);
  CHECK(forms->forms().front().bytes.expose() == "12345678");
  CHECK(forms->value().size() == 24);
}

TEST_CASE("of a form four bytes are an anchor, and not the most common ones") {
  const auto forms = test::forms_of({"eeeeeeeeQ7Z9eeeeeeee"});
  CHECK(forms->forms().front().anchor() == "Q7Z9");
  const auto snapshot = test::snapshot_with_value({kValue});
  for (const Literal& literal : snapshot->impl().literals.literals) {
    CHECK((literal.bytes.size() <= 4 || kValue.find(literal.bytes) == std::string::npos));
  }
}

TEST_CASE("a stream holds what may begin a value, and nothing for others") {
  const auto snapshot = test::snapshot_with_value({kValue});
  Redactor redactor;
  for (const uint32_t uid : {1000u, 1001u}) {
    StreamRedactor stream(lines_of(uid));
    std::string out;
    stream.feed(*snapshot, redactor, "> it is " + kValue.substr(0, 12) + ";", 0, out);  // not a beginning: ';' ends it
    CHECK(out == "> it is " + kValue.substr(0, 12) + ";");
  }
  StreamRedactor stream(lines_of(1000));
  std::string out;
  stream.feed(*snapshot, redactor, "; " + kValue.substr(0, 4), 0, out);
  CHECK(out == "; ");
  stream.feed(*snapshot, redactor, kValue.substr(4) + "; done\n", 1, out);
  CHECK(out == "; [REDACTED_VALUE]; done\n");
}

TEST_CASE("a piece of eight bytes leaves masked when its time is over, and the rest belongs to the mask") {
  const auto snapshot = test::snapshot_with_value({kValue});
  Redactor redactor;
  StreamRedactor stream(lines_of(1000));
  std::string out;
  stream.feed(*snapshot, redactor, "; " + kValue.substr(0, 9), 0, out);
  stream.tick(*snapshot, redactor, 600, out);
  CHECK(out == "; [REDACTED_VALUE]");
  stream.feed(*snapshot, redactor, kValue.substr(9) + "; x\n", 700, out);
  CHECK(out == "; [REDACTED_VALUE]; x\n");
}

TEST_CASE("a hostile line of beginnings costs no more than any other") {
  const auto snapshot = test::snapshot_with_value({std::string(60'000, 'a') + "EXAMPLE0"});
  const std::string line(1'000'000, 'a');
  const std::string masked = mask_for(*snapshot, line, 1000);
  CHECK((masked == line || masked.ends_with("[REDACTED_LINE]")));
}

TEST_CASE("the reference knows the kind") {
  const auto snapshot = test::snapshot_with_value({kValue, "WnE3LUVYQU1QTEUr"});
  const std::string text = "a " + kValue + "\nb WnE3LUVYQU1QTEUrMDE=\n";
  CHECK(reference_mask(*snapshot, text, lines_of(1000)) == "a [REDACTED_VALUE]\nb [REDACTED_VALUE]MDE=\n");
  CHECK(reference_mask(*snapshot, text, lines_of(1001)) == text);
}

}  // namespace
}  // namespace redactd
