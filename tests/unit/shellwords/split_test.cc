// What split_shell() takes apart, and what it must bear.
#include <doctest.h>

#include <string>
#include <vector>

#include "core/shellwords/shellwords.h"

using namespace redactd;

namespace {

const char* mark(ShellTokenKind kind) {
  switch (kind) {
    case ShellTokenKind::kWord: return "";
    case ShellTokenKind::kRedirectTarget: return ">";
    case ShellTokenKind::kHereString: return "<<<";
    case ShellTokenKind::kHereDocument: return "<<";
    case ShellTokenKind::kPipe: return "";
    case ShellTokenKind::kSeparator: return "";
  }
  return "?";
}

// The raw tokens, joined by `~`: "a~'b c'~|~>out".
std::string split(const std::string& text, int escapes = 0) {
  ShellWords words;
  split_shell(text, {0, text.size(), escapes}, words);
  std::string joined;
  for (const ShellToken& token : words.tokens) {
    if (!joined.empty()) joined += '~';
    joined += mark(token.kind) + text.substr(token.begin, token.end - token.begin);
  }
  return joined;
}

std::vector<std::string> nested(const std::string& text, int escapes = 0) {
  ShellWords words;
  split_shell(text, {0, text.size(), escapes}, words);
  std::vector<std::string> inner;
  for (const ShellNested& part : words.nested) inner.push_back(text.substr(part.range.begin, part.range.end - part.range.begin));
  return inner;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("words, quotes and escapes") {
  CHECK(split("mysql -u app  -pX") == "mysql~-u~app~-pX");
  CHECK(split("a 'b c' \"d e\" f\\ g") == "a~'b c'~\"d e\"~f\\ g");
  CHECK(split("-p'a'\"b\"c") == "-p'a'\"b\"c");
  CHECK(split("a \"x\\\"y\" b") == "a~\"x\\\"y\"~b");
  CHECK(split("a $'x\\'y z' b") == "a~$'x\\'y z'~b");
  CHECK(split("curl \\\n  -u \\\r\n a") == "curl~-u~\\\r~\n~a");
  CHECK(split("") == "");
  CHECK(split("  \t ") == "");
}

TEST_CASE("operators") {
  CHECK(split("a|b||c&&d;e&f") == "a~|~b~||~c~&&~d~;~e~&~f");
  CHECK(split("(a; b) |& c") == "(~a~;~b~)~|&~c");
  CHECK(split("a >out 2>err &>all <in >>more") == "a~>out~>err~>all~>in~>more");
  CHECK(split("a 2>&1 b") == "a~>1~b");
  CHECK(split("tool <<< 'x y'") == "tool~<<<'x y'");
  CHECK(split("PW=x tool -a=b") == "PW=x~tool~-a=b");
  CHECK(split("> mysql -pX") == "mysql~-pX");
}

TEST_CASE("substitutions are one part of their word and are nested") {
  CHECK(split("a -p$(cat 'f g') b") == "a~-p$(cat 'f g')~b");
  CHECK(split("a `b c` d") == "a~`b c`~d");
  CHECK(split("a \"$(b \"c d\")\" e") == "a~\"$(b \"c d\")\"~e");
  CHECK(split("a ${x:-y z} b") == "a~${x:-y z}~b");
  CHECK(split("s3fs -o p=<(echo X) b") == "s3fs~-o~p=<(echo X)~b");
  CHECK(nested("a $(b cd) `d e f`") == Strings{"b cd", "d e f"});
  CHECK(nested("bash -c 'mysql -pX' \"x yz\" z 'oneword'") == Strings{"mysql -pX", "x yz"});
}

TEST_CASE("here-documents") {
  CHECK(split("cat <<EOF | b\nX\nY\nEOF\nc") == "cat~<<X\nY\n~|~b~\n~c");
  CHECK(split("cat <<-'E'\n\tX\n\tE\nd") == "cat~<<\tX\n~\n~d");
  CHECK(split("a <<A <<B\n1\nA\n2\nB\nb") == "a~<<1\n~<<2\n~\n~b");
  CHECK(split("a <<E\nnever ends") == "a~<<never ends~\n");
  CHECK(split("cout << \"x\" << y") == "cout");
}

TEST_CASE("what is not closed is borne") {
  CHECK(split("mysql -p'it is a") == "mysql~-p'it is a");
  CHECK(split("a \"b c") == "a~\"b c");
  CHECK(split("a $(b c") == "a~$(b c");
  CHECK(split("a ${b c") == "a~${b~c");
  CHECK(split("a `b c") == "a~`b~c");
  CHECK(split("can't open; mysql -pX and isn't") == "can't~open~;~mysql~-pX~and~isn't");
  CHECK(split("5\" disk -pX") == "5\"~disk~-pX");
  CHECK(split("a \\") == "a~\\");
}

TEST_CASE("inside an escaped string the escaped quote is the quote") {
  CHECK(split("mysql -p\\\"a b\\\" x", 1) == "mysql~-p\\\"a b\\\"~x");
  CHECK(split("a\\nb\\tc", 1) == "a~\\n~b~c");
  CHECK(split("x \\\\\\\"a b\\\\\\\" y", 2) == "x~\\\\\\\"a b\\\\\\\"~y");
  CHECK(nested("x \\\"a bc\\\"", 1) == Strings{"a bc"});
}

TEST_CASE("lists of quoted words, as in JSON") {
  CHECK(split("[\"mysql\", \"-pX\"]") == "\"mysql\"~\"-pX\"");
  CHECK(split("CMD [\"a\",\"b\"]") == "CMD~\"a\"~\"b\"");
  CHECK(split("{\"cmd\":\"mysql -pX\"}") == "\"cmd\":~\"mysql -pX\"");
}
