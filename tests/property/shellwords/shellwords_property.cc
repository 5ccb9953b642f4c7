// Words written in any way of quoting come back as they were; any bytes at all give tokens that lie in order.
#include <doctest.h>
#include <rapidcheck.h>

#include <string>
#include <utility>
#include <vector>

#include "core/shellwords/cooked_word.h"

using namespace redactd;

namespace {

// Bytes that mean something to a shell are as likely as letters.
rc::Gen<char> shell_byte() {
  return rc::gen::weightedOneOf<char>({{3, rc::gen::inRange('a', 'g')},
                                       {3, rc::gen::elementOf(std::string(" '\"\\$`(){}<>|&;\n\t=-,:[]#!~%@"))},
                                       {1, rc::gen::map(rc::gen::inRange(0, 256), [](int c) { return static_cast<char>(c); })}});
}

rc::Gen<std::string> shell_text() { return rc::gen::container<std::string>(shell_byte()); }

std::string single_quoted(const std::string& word) {
  std::string out = "'";
  for (char c : word) c == '\'' ? out.append("'\\''") : out.append(1, c);
  return out + "'";
}

std::string double_quoted(const std::string& word) {
  std::string out = "\"";
  for (char c : word) {
    if (c == '"' || c == '\\' || c == '$' || c == '`') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string backslashed(const std::string& word) {
  std::string out;
  for (char c : word) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!letter) out += '\\';
    out += c;
  }
  return out;
}

// A word of a command line: no newline (a backslash cannot quote one), not empty.
rc::Gen<std::string> word() {
  return rc::gen::nonEmpty(rc::gen::container<std::string>(
      rc::gen::weightedOneOf<char>({{3, rc::gen::inRange('a', 'g')}, {2, rc::gen::elementOf(std::string(" '\"\\$`(){}<>|&;=-:#"))}})));
}

bool check(bool result) {
  CHECK(result);
  return result;
}

}  // namespace

TEST_CASE("words come back from every way of quoting them") {
  check(rc::check([] {
    const auto words = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(word()));
    std::string line;
    for (const std::string& each : words) {
      const int way = *rc::gen::inRange(0, 3);
      // A list's closing bracket or comma behind a quote ends a word; a blank between words does not depend on it.
      line += (way == 0 ? single_quoted(each) : way == 1 ? double_quoted(each) : backslashed(each)) + " ";
    }
    ShellWords split;
    split_shell(line, {0, line.size(), 0}, split);
    RC_ASSERT(split.tokens.size() == words.size());
    CookedWord cooked;
    for (size_t i = 0; i < words.size(); ++i) {
      RC_ASSERT(split.tokens[i].kind == ShellTokenKind::kWord);
      cooked.read(line, split, split.tokens[i]);
      RC_ASSERT(std::string(cooked.bytes()) == words[i]);
    }
  }));
}

TEST_CASE("tokens of any text lie in it, in order, and every byte of a word has its raw bytes inside the token") {
  check(rc::check([] {
    const std::string text = *shell_text();
    const int escapes = *rc::gen::inRange(0, 4);
    const size_t begin = text.empty() ? 0 : *rc::gen::inRange<size_t>(0, text.size());
    ShellWords split;
    split_shell(text, {begin, text.size(), escapes}, split);
    size_t at = begin;
    CookedWord cooked;
    for (const ShellToken& token : split.tokens) {
      RC_ASSERT(token.begin <= token.end);
      RC_ASSERT(token.end <= text.size());
      if (token.kind != ShellTokenKind::kHereDocument) {
        RC_ASSERT(token.begin >= at);
        at = token.end;
      }
      cooked.read(text, split, token);
      std::vector<std::pair<size_t, size_t>> ranges;
      for (size_t i = 0; i < cooked.bytes().size(); ++i) cooked.raw_ranges(i, i + 1, ranges);
      cooked.raw_ranges(0, cooked.bytes().size(), ranges);
      for (const auto& [from, to] : ranges) RC_ASSERT(token.begin <= from && from < to && to <= token.end);
    }
    for (const ShellNested& nested : split.nested) RC_ASSERT(begin <= nested.range.begin && nested.range.begin < nested.range.end && nested.range.end <= text.size());
  }));
}

TEST_CASE("what stands behind the range does not matter") {
  check(rc::check([] {
    const std::string text = *shell_text();
    const std::string more = *shell_text();
    ShellWords alone;
    ShellWords within;
    split_shell(text, {0, text.size(), 0}, alone);
    split_shell(text + more, {0, text.size(), 0}, within);
    RC_ASSERT(alone.tokens.size() == within.tokens.size());
    for (size_t i = 0; i < alone.tokens.size(); ++i)
      RC_ASSERT(alone.tokens[i].begin == within.tokens[i].begin && alone.tokens[i].end == within.tokens[i].end);
  }));
}
