#include <doctest.h>

#include "core/terminal/visible.h"

namespace redactd {
namespace {

std::string visible(std::string_view raw) {
  VisibleText out;
  make_visible(raw, out);
  for (size_t i = 1; i < out.raw_at.size(); ++i) REQUIRE(out.raw_at[i] > out.raw_at[i - 1]);
  for (size_t i = 0; i < out.text.size(); ++i) REQUIRE(raw[out.raw_at[i]] == out.text[i]);
  return out.text;
}

TEST_CASE("escape sequences, NUL, carriage returns and backspaces are not seen") {
  CHECK(visible("plain\ttext\n") == "plain\ttext\n");
  CHECK(visible("\x1b[1;31mred\x1b[0m") == "red");
  CHECK(visible("\x1b]8;;http://x\x1b\\link\x1b]8;;\x07") == "link");
  CHECK(visible("\x1b(Bx\x1b=y") == "xy");
  CHECK(visible(std::string_view("a\0b", 3)) == "ab");
  CHECK(visible("50%\r100%") == "50%100%");
  CHECK(visible("abx\bc") == "abc");
  CHECK(visible("a\n\bb") == "a\nb");
  CHECK(visible("x\x1b[") == "x");
}

TEST_CASE("only what hides bytes says so") {
  CHECK_FALSE(hides_bytes("plain\ttext\r\n"));
  CHECK_FALSE(hides_bytes("bell\x07"));
  CHECK(hides_bytes("\x1b[m"));
  CHECK(hides_bytes("a\rb"));
  CHECK(hides_bytes(std::string_view("\0", 1)));
}

TEST_CASE("an unfinished escape at the end is known") {
  CHECK(unfinished_escape("abc\x1b") == 1);
  CHECK(unfinished_escape("abc\x1b[3") == 3);
  CHECK(unfinished_escape("abc\x1b[3m") == 0);
  CHECK(unfinished_escape("\x1b]0;title") == 9);
  CHECK(unfinished_escape("\x1b]0;title\n") == 0);
  CHECK(unfinished_escape("abc") == 0);
}

}  // namespace
}  // namespace redactd
