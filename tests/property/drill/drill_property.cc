// However a value is written, surrounded and cut into pieces: found once, gone after masking, all else as it was.
#include <doctest.h>
#include <rapidcheck.h>

#include "tests/support/drill.h"

namespace redactd::test {
namespace {

std::string text_of(const char* alphabet, size_t most) {
  const std::string from(alphabet);
  return *rc::gen::resize(static_cast<int>(most), rc::gen::container<std::string>(rc::gen::elementOf(from)));
}

TEST_CASE("plain values in any surroundings and any pieces") {
  CHECK(rc::check([] {
    const std::string value = "q7Rk" + made_up(*rc::gen::inRange<size_t>(8, 60), *rc::gen::arbitrary<uint32_t>());
    ValueSearch search(value, {.partials = false});
    std::string text, wanted;
    const size_t times = *rc::gen::inRange<size_t>(0, 5);
    for (size_t i = 0; i < times; ++i) {
      const std::string between = text_of("ab \n'\"{}=:q7Rk\x1b[\\%", 30);
      text += between + value;
      wanted += between + drill::padded_mask("SECRET", value.size());
    }
    const std::string end = text_of("ab \n\\%", 20);
    text += end;
    wanted += end;
    const size_t piece = *rc::gen::inRange<size_t>(1, 100);
    RC_ASSERT(search.find(text, piece).size() == times);
    RC_ASSERT(search.masked(text) == wanted);
    RC_ASSERT(search.masked(wanted) == wanted);
  }));
}

TEST_CASE("base64 of anything with the value inside") {
  CHECK(rc::check([] {
    const std::string value = made_up(*rc::gen::inRange<size_t>(8, 50), *rc::gen::arbitrary<uint32_t>());
    ValueSearch search(value, {.partials = false});
    const std::string before = *rc::gen::resize(20, rc::gen::container<std::string>(rc::gen::arbitrary<char>()));
    const std::string behind = *rc::gen::resize(20, rc::gen::container<std::string>(rc::gen::arbitrary<char>()));
    const std::string masked = search.masked(base64(before + value + behind));
    RC_ASSERT(decode_base64(masked) == before + drill::padded_mask("SECRET", value.size()) + behind);
  }));
}

TEST_CASE("the writes of a match are the masked text") {
  CHECK(rc::check([] {
    const std::string value = made_up(*rc::gen::inRange<size_t>(8, 200), 7);
    ValueSearch search(value);
    std::string folded = value;
    for (size_t at = *rc::gen::inRange<size_t>(1, 40); at < folded.size(); at += 41) folded.insert(at, "\n");
    const std::string text = std::string(*rc::gen::inRange<size_t>(0, 100), '.') + folded + " end";
    std::string written = text;
    for (const drill::Match& match : search.find(text)) {
      uint64_t last = ~uint64_t{0};
      for (const auto& write : drill::writes_for(match, "SECRET", text.substr(match.begin, match.end - match.begin), 16)) {
        RC_ASSERT(write.offset < last);  // later pages first
        RC_ASSERT(write.offset / 16 == (write.offset + write.bytes.size() - 1) / 16);
        last = write.offset;
        written.replace(write.offset, write.bytes.size(), write.bytes);
      }
    }
    RC_ASSERT(written == search.masked(text));
  }));
}

}  // namespace
}  // namespace redactd::test
