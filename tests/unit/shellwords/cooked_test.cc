// The bytes of a word, and the way back to the text.
#include <doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "core/shellwords/cooked_word.h"

using namespace redactd;

namespace {

struct Cooked {
  std::string text;
  ShellWords words;
  CookedWord word;

  explicit Cooked(std::string line, size_t token = 0, int escapes = 0) : text(std::move(line)) {
    split_shell(text, {0, text.size(), escapes}, words);
    REQUIRE(words.tokens.size() > token);
    word.read(text, words, words.tokens[token]);
  }

  std::string bytes() const { return std::string(word.bytes()); }

  // The line with the raw ranges of bytes [from, end) replaced by M.
  std::string masked(size_t from, size_t to = std::string::npos) const {
    std::vector<std::pair<size_t, size_t>> ranges;
    word.raw_ranges(from, to, ranges);
    std::string line;
    size_t at = 0;
    for (const auto& [begin, end] : ranges) {
      line.append(text, at, begin - at).push_back('M');
      at = end;
    }
    line.append(text, at);
    return line;
  }
};

}  // namespace

TEST_CASE("quotes and escapes are removed") {
  CHECK(Cooked("plain").bytes() == "plain");
  CHECK(Cooked("'a b'c\"d\\\"e\"").bytes() == "a bcd\"e");
  CHECK(Cooked("a\\ b").bytes() == "a b");
  CHECK(Cooked("\"a\\$b\\c\"").bytes() == "a$b\\c");
  CHECK(Cooked("$'a\\'b'").bytes() == "a'b");
  CHECK(Cooked("''").bytes() == "");
  CHECK(Cooked("\"open ended").bytes() == "open ended");
  CHECK(Cooked("x\\\ny").bytes() == "xy");
}

TEST_CASE("masking a value leaves its quotes") {
  CHECK(Cooked("-pX1").masked(2) == "-pM");
  CHECK(Cooked("-p'X 1'").masked(2) == "-p'M'");
  CHECK(Cooked("'-pX 1'").masked(2) == "'-pM'");
  CHECK(Cooked("-p\"X\\\"1\"").masked(2) == "-p\"M\"");
  CHECK(Cooked("'ann:X 1'").masked(4) == "'ann:M'");
  CHECK(Cooked("\"ann:\"X1").masked(4) == "\"ann:\"M");
}

TEST_CASE("a value of several quoted parts leaves the line balanced") {
  CHECK(Cooked("-p'it'\\''s'").masked(2) == "-pM");
  CHECK(Cooked("'ann:it'\\''s'").masked(4) == "'ann:M'M'M'");
  CHECK(Cooked("'a''b'").masked(0, 1) == "'M''b'");
}

TEST_CASE("the kind of quote is known for every byte") {
  const Cooked word("a'$b'\"$c\"$'$d'");
  CHECK(word.bytes() == "a$b$c$d");
  CHECK(word.word.quote_at(0) == ShellQuote::kNone);
  CHECK(word.word.quote_at(1) == ShellQuote::kSingle);
  CHECK(word.word.quote_at(3) == ShellQuote::kDouble);
  CHECK(word.word.quote_at(5) == ShellQuote::kAnsi);
}

TEST_CASE("ranges outside the word are none") {
  std::vector<std::pair<size_t, size_t>> ranges;
  const Cooked word("'ab'");
  word.word.raw_ranges(2, 9, ranges);
  word.word.raw_ranges(1, 1, ranges);
  CHECK(ranges.empty());
}
