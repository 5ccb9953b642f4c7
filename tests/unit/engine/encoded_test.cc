// What an encoding says: base64 runs and escapes.
#include <doctest.h>

#include <random>

#include "core/engine/base64_text.h"
#include "core/engine/escapes.h"

using namespace redactd;

namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_";

bool in_alphabet(char c) { return kAlphabet.find(c) != std::string_view::npos; }

// "3-27", or "none".
std::string place(std::optional<Span> run) { return run ? std::to_string(run->begin) + "-" + std::to_string(run->end) : "none"; }

std::optional<Span> plain_search(std::string_view text) {
  for (size_t begin = 0; begin < text.size(); ++begin) {
    size_t end = begin;
    while (end < text.size() && in_alphabet(text[end])) ++end;
    if (end - begin >= 24) {
      for (int padding = 0; padding < 2 && end < text.size() && text[end] == '='; ++padding) ++end;
      return Span{begin, end};
    }
    begin = end;
  }
  return std::nullopt;
}

std::string decoded(std::string_view run) {
  std::string out;
  return decode_base64_text(run, out) ? out : "-";
}

std::string unescaped(std::string_view raw) {
  UnescapedText view;
  unescape(raw, view);
  CHECK(view.raw_at.size() == view.text.size() + 1);
  CHECK(view.raw_at.back() == raw.size());
  return view.text;
}

}  // namespace

TEST_CASE("base64 runs are those of a plain search, at every alignment and with every byte beside them") {
  for (size_t before = 0; before < 20; ++before) {
    for (size_t length = 20; length < 60; ++length) {
      const std::string text = std::string(before, ' ') + std::string(length, 'a') + "==.";
      CHECK(place(next_base64_run(text, 0)) == place(plain_search(text)));
      const std::string ends = text.substr(0, before + length);
      CHECK(place(next_base64_run(ends, 0)) == place(plain_search(ends)));
    }
  }
  for (int c = 0; c < 256; ++c) {
    const std::string text = "xyz" + std::string(12, 'b') + static_cast<char>(c) + std::string(12, 'c') + " ";
    CAPTURE(c);
    CHECK(place(next_base64_run(text, 0)) == place(plain_search(text)));
  }
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string text(200, ' ');
    for (char& c : text) c = random() % 30 == 0 ? static_cast<char>(random() % 256) : kAlphabet[random() % kAlphabet.size()];
    CHECK(place(next_base64_run(text, 0)) == place(plain_search(text)));
  }
}

TEST_CASE("a run is decoded if it says text, UTF-16 too") {
  CHECK(decoded("cGFzc3dvcmQ9RVhBTVBMRTAxMjNwdw==") == "password=EXAMPLE0123pw");
  CHECK(decoded("cGFzc3dvcmQ9RVhBTVBMRTAxMjNwdw") == "password=EXAMPLE0123pw");
  CHECK(decoded("cABhAHMAcwB3AG8AcgBkAD0ARQBYAEEATQBQAEwARQA=") == "password=EXAMPLE");
  CHECK(decoded("var/lib/dpkg/info/alternatives/available") == "-");  // a path is in the alphabet, and says nothing
  CHECK(decoded("0123456789abcdef0123456789abcdef") == "-");
}

TEST_CASE("escapes of URLs and JSON strings, and where their bytes stand") {
  CHECK(unescaped("token%3Dabc") == "token=abc");
  CHECK(unescaped("a\\u003db\\x3dc\\/d") == "a=b=c/d");
  CHECK(unescaped("100% of it, C:\\users, \\\\u003d") == "100% of it, C:\\users, \\\\u003d");
  CHECK(!holds_escapes("100% of it"));
  CHECK(unfinished_code("a%3") == 2);
  CHECK(unfinished_code("a\\u00") == 4);
  CHECK(unfinished_code("a\\n") == 0);
}
