// What a foreign pattern means must be what the translated one finds: each row is run, not only compared.
#include <doctest.h>
#include <re2/re2.h>

#include "core/catalogue/regex/tree.h"
#include "core/import/translate.h"

using namespace redactd;

namespace {

struct Row {
  const char* pattern;
  const char* text;
  const char* masked;  // nullptr: no match
};

// The bytes that the rule's pattern would mask in `text`.
std::optional<std::string> masked_by(const Translation& translation, const std::string& text) {
  RE2::Options options;
  options.set_encoding(RE2::Options::EncodingLatin1);
  options.set_log_errors(false);
  const RE2 program(write_pattern(translation.tree), options);
  REQUIRE(program.ok());
  REQUIRE(program.NumberOfCapturingGroups() <= 1);
  re2::StringPiece groups[2];
  if (!program.Match(text, 0, text.size(), RE2::UNANCHORED, groups, program.NumberOfCapturingGroups() + 1)) return std::nullopt;
  return std::string(groups[program.NumberOfCapturingGroups()]);
}

void check_rows(const std::vector<Row>& rows, const TranslateOptions& options) {
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    CAPTURE(row.text);
    const auto translated = translate_pattern(row.pattern, options);
    REQUIRE_MESSAGE(translated.ok(), translated.error().message());
    REQUIRE(translated->size() == 1);
    const std::string pattern = write_pattern((*translated)[0].tree);
    CAPTURE(pattern);
    CHECK(parse_regex(pattern).has_value());  // or anchors could not be derived from it
    const auto masked = masked_by((*translated)[0], row.text);
    CHECK(masked.value_or("(none)") == (row.masked == nullptr ? "(none)" : row.masked));
  }
}

std::string refusal(const char* pattern, const TranslateOptions& options = {}) {
  const auto translated = translate_pattern(pattern, options);
  return translated ? "" : translated.error().code;
}

std::string pattern_of(const char* pattern, const TranslateOptions& options = {}) {
  const auto translated = translate_pattern(pattern, options);
  return translated ? write_pattern((*translated)[0].tree) : translated.error().code;
}

constexpr TranslateOptions kVectorscan{.vectorscan = true};

}  // namespace

TEST_CASE("Go's dialect: flags, groups, classes, escapes") {
  check_rows({
                 {"acme_[0-9a-f]{8}", "x acme_01234567 y", "acme_01234567"},
                 {"(?i)acme_[a-f]{4}", "ACME_AbCd", "ACME_AbCd"},
                 {"acme_(?i)[a-f]{4}", "acme_AbCd", "acme_AbCd"},
                 {"acme_(?i)[a-f]{4}", "ACME_abcd", nullptr},
                 {"(?i)(?:(?-i:ACME|[Aa]cme))_([a-f]{8})", "acme_ABCDabcd", "ABCDabcd"},
                 {"(?i)(?:(?-i:ACME|[Aa]cme))_([a-f]{8})", "aCmE_ABCDabcd", nullptr},
                 {"(a(?i)b|c)x", "Cx", "Cx"},                       // the flag holds for the other branches too
                 {"(?i)acm\\w_[^a-c]{3}", "ACM9_dAd", nullptr},     // folded before it is negated
                 {"(?P<token>acme_[0-9]{9})-(x)", "acme_012345678-x", "acme_012345678"},
                 {"(?<id>[a-z]{9}):(?<secret>[0-9]{9})", "abcdefghi:012345678", "012345678"},
                 {"key=([0-9]{8})", "key=01234567", "01234567"},
                 {"(?:key|api)=([0-9]{8})", "api=01234567", "01234567"},
                 {"(AKIA|ASIA)[A-Z]{16}", "AKIAEXAMPLEEXAMPLEEX", "AKIAEXAMPLEEXAMPLEEX"},  // a group too short for a secret
                 {"(key|api)=([0-9]{8})", "api=01234567", "01234567"},
                 {"(acme_([0-9]{9}))", "acme_012345678", "acme_012345678"},
                 {"[[:alnum:]_]{4}[[:^digit:]]", "a_9zX", "a_9zX"},
                 {"[[:=]acme", "[acme", "[acme"},                   // no POSIX class: a bracket and what follows
                 {"[]a-]{3}", "]-a", "]-a"},
                 {"[a\\]\\-\\\\]{4}", "a]-\\", "a]-\\"},
                 {"\\x41\\x{42}\\.\\Q.*\\E", "AB..*", "AB..*"},
                 {"\\Qa.b*\\E[0-9]{2}", "a.b*42", "a.b*42"},
                 {"acme{8}", "acmeeeeeeee", "acmeeeeeeee"},
                 {"acme{x}", "acme{x}", "acme{x}"},                 // no count: a brace
                 {"\\d{3}\\D\\s\\S\\w\\W", "012- .a!", "012- .a!"},
                 {"acme_[0-9]{4}\\z", "acme_0123", "acme_0123"},
                 {"\\Aacme_[0-9]{4}", "x acme_0123", nullptr},
                 {"(?#a comment)acme(?# another )_[0-9]{4}", "acme_0123", "acme_0123"},
                 {"(?U)acme_[0-9]+", "acme_0123", "acme_0"},
                 {"(?U)acme_[0-9]+?", "acme_0123", "acme_0123"},
                 {"caf\xc3\xa9_[0-9]{4}", "caf\xc3\xa9_0123", "caf\xc3\xa9_0123"},
                 {"\xc3\xa9{2}_[0-9]{4}", "\xc3\xa9\xc3\xa9_0123", "\xc3\xa9\xc3\xa9_0123"},  // the character twice, not its last byte
                 {"\\xe9_[0-9]{4}", "\xc3\xa9_0123", "\xc3\xa9_0123"},                          // a character, in UTF-8
                 {"\\p{Lu}{3}\\pN{3}", "ABC012", "ABC012"},
             },
             {});
}

TEST_CASE("vectorscan's dialect: (?x), comments, bytes") {
  check_rows({
                 {"(?x) acme _ # the prefix\n [0-9]{4} ", "acme_0123", "acme_0123"},
                 {"(?x)(?i)\n acme\\ (?: id | key ) [0-9] {4}", "ACME KEY0123", "ACME KEY0123"},
                 {"(?xi)acme\\#[a-f\\#\\ ]{4}", "acme#A# b", "acme#A# b"},
                 {"(?x) [a b]{2} (?-x: x)", "ab x", "ab x"},
                 {"(?x) [a b]{2}", "a ", nullptr},           // a blank in a class is no member there
                 {"(?x) (?: a (?-x) b) c", "a bc", "a bc"},  // the flag ends with its group
                 {"(?x) acme .{1, 3} ([0-9]{8})", "acme--01234567", "01234567"},
                 {"(?x: a b )c d", "abc d", "abc d"},
                 {"[\\ \\t]=[[:xdigit:]]{4}", " =0aFf", " =0aFf"},
                 {"\\xe9_[0-9]{4}", "\xe9_0123", "\xe9_0123"},
                 {"acme\\h=[0-9]{4}", "acme\t=0123", "acme\t=0123"},
                 {"acme(?x)_ # comment at the end", "acme_", "acme_"},
             },
             kVectorscan);
}

TEST_CASE("within one line") {
  check_rows({
                 {"acme\\s*=\\s*([0-9]{8})", "acme =\t01234567", "01234567"},
                 {"acme\\s*=\\s*([0-9]{8})", "acme =\n01234567", nullptr},
                 {"acme[^x]{3}", "acme\n\n\n", nullptr},
                 {"(?s)acme.{0,9}([0-9]{8})", "acme\n01234567", nullptr},
                 {"acme(?:.|[\\r\\n]){0,9}?([0-9]{8})", "acme: 01234567", "01234567"},
                 {"(?:key|k\\ney)=([0-9]{8})", "key=01234567", "01234567"},
                 {"acme_([0-9]{8})[^0-9a-z]", "acme_01234567", "01234567"},     // the line's end was a newline there
                 {"acme_([0-9]{8})[^0-9a-z]", "acme_01234567a", nullptr},
                 {"acme_([0-9]{8})\\s", "acme_01234567", "01234567"},
                 {"acme_([0-9]{8})(?:;|\\s)", "acme_01234567", "01234567"},
                 {"acme_([0-9]{8})\\s+", "acme_01234567", "01234567"},
                 {"[^a-z]acme_([0-9]{8})", "acme_01234567", "01234567"},
                 {"[^a-z]acme_([0-9]{8})", "xacme_01234567", nullptr},
                 {"acme=[^\"]{4,}", "acme=", nullptr},                           // part of the secret: no edge for it
             },
             {});
  CHECK(refusal("acme\\n[0-9]{8}") == "import.pattern.newline");
  CHECK(refusal("acme[\\n]+key=([0-9]{8})") == "import.pattern.newline");
}

TEST_CASE("lookarounds at the ends are consumed outside the secret") {
  check_rows({
                 {"(?<![0-9a-z])acme_[0-9]{8}", "x-acme_01234567", "acme_01234567"},
                 {"(?<![0-9a-z])acme_[0-9]{8}", "acme_01234567", "acme_01234567"},
                 {"(?<![0-9a-z])acme_[0-9]{8}", "xacme_01234567", nullptr},
                 {"(?<=key=)[0-9]{8}", "key=01234567", "01234567"},
                 {"(?<=[=:])[0-9]{8}", "-01234567", nullptr},
                 {"acme_[0-9]{8}(?![0-9])", "acme_01234567", "acme_01234567"},
                 {"acme_[0-9]{8}(?![0-9])", "acme_012345678", nullptr},
                 {"acme_[0-9]{8}(?!\\w)", "acme_01234567;", "acme_01234567"},
                 {"acme_[0-9]{8}(?!\\w|-)", "acme_01234567-", nullptr},
                 {"acme_([0-9]{8})(?=[\"'\\s]|$)", "acme_01234567'", "01234567"},
                 {"acme_([0-9]{8})(?=[\"'\\s]|$)", "acme_01234567", "01234567"},
                 {"acme_([0-9]{8}(?![0-9]))", "acme_01234567 ", "01234567"},    // moved out of the group
                 {"((?<!x)acme_[0-9]{8})", "y acme_01234567", "acme_01234567"},
                 {"(?<!x)acme_[0-9]{8}(?!x)", "acme_01234567", "acme_01234567"},
             },
             {});
  for (const char* pattern : {"acme(?=x)[a-z]{8}", "(?!acme_test)acme_[0-9]{8}", "acme_[0-9]{8}(?!abc)", "(?<!ab)acme_[0-9]{8}",
                              "acme_[0-9]{8}(?!x)(?!y)", "(?:(?<!x)acme|other)_[0-9]{8}"}) {
    CAPTURE(pattern);
    CHECK(refusal(pattern) == "import.pattern.lookaround");
  }
}

TEST_CASE("what RE2 cannot say is refused, by name") {
  CHECK(refusal("([a-z])\\1{8}") == "import.pattern.backreference");
  CHECK(refusal("(?P<q>['\"])acme(?P=q)") == "import.pattern.backreference");
  CHECK(refusal("(?<q>['\"])acme\\k<q>") == "import.pattern.backreference");
  CHECK(refusal("acme_[0-9]++") == "import.pattern.possessive");
  CHECK(refusal("(?>acme|ac)me") == "import.pattern.possessive");
  CHECK(refusal("acme\\p{Greek}") == "import.pattern.unicode");
  CHECK(refusal("acme\\P{L}") == "import.pattern.unicode");
  CHECK(refusal("acme[\xc3\xa9]") == "import.pattern.unicode");
  CHECK(refusal("(?(1)a|b)") == "import.pattern.unsupported");
  CHECK(refusal("(*UTF8)acme") == "import.pattern.unsupported");
  CHECK(refusal("acme\\K[0-9]") == "import.pattern.unsupported");
  CHECK(refusal("acme(?R)") == "import.pattern.unsupported");
  CHECK(refusal("[a-z&&[^x]]{8}", kVectorscan) == "import.pattern.unsupported");
  CHECK(refusal("[a-z[0-9]]{8}", kVectorscan) == "import.pattern.unsupported");
  CHECK(refusal("[a&&b]{8}").empty());  // members like others in Go
  for (const char* pattern : {"acme(", "acme)", "acme[a-", "*acme", "acme\\", "a{3,2}", "[z-a]", "[[:foo:]]", "\\x{12", "(?<name"}) {
    CAPTURE(pattern);
    CHECK(refusal(pattern) == "import.pattern.syntax");
  }
  CHECK(refusal("acme([0-9]{8})", {.secret_group = 2}) == "import.pattern.groups");
}

TEST_CASE("hostile patterns end soon") {
  CHECK(refusal(std::string(1 << 20, 'a').c_str()) == "import.pattern.too_large");
  CHECK(refusal(std::string(10'000, '(').c_str()) == "import.pattern.too_large");
  CHECK(refusal((std::string("a") + std::string(10'000, '?')).c_str()) == "import.pattern.too_large");
  std::string alternatives;
  for (int i = 0; i < 6; ++i) alternatives += "(?:([a-z]{8})|([0-9]{8})|([A-Z]{8}))";
  CHECK(refusal(alternatives.c_str()) == "import.pattern.groups");
}

TEST_CASE("whatever is accepted is RE2's syntax, and reads back as itself") {
  const std::vector<std::string> pieces = {"(", ")", "(?:", "(?i)", "(?x) ", "(?P<token>", "(?<!", "(?=", "(?!", "[", "]", "[^", "[[:alpha:]]", "|", "*", "+?", "{2}",
                                           "{3,}", "{1,2000}", "\\b", "\\s", "\\W", "\\x41", "\\n", "\\Q.\\E", ".", "^", "$", "#", " ", "a-z", "acme_", "-", "\xc3\xa9", "\\-"};
  RE2::Options options;
  options.set_encoding(RE2::Options::EncodingLatin1);
  options.set_log_errors(false);
  ExampleRandom random(20261125);
  size_t accepted = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string pattern;
    for (size_t n = 1 + random.below(9); n > 0; --n) pattern += pieces[random.below(pieces.size())];
    const auto translated = translate_pattern(pattern, {.vectorscan = random.below(2) == 1});
    if (!translated) continue;
    ++accepted;
    CAPTURE(pattern);
    for (const Translation& one : *translated) {
      const std::string written = write_pattern(one.tree);
      CAPTURE(written);
      const RE2 program(written, options);
      const bool large = program.error_code() == RE2::ErrorPatternTooLarge || program.error_code() == RE2::ErrorRepeatSize;
      CHECK((program.ok() || large));
      CHECK(program.NumberOfCapturingGroups() <= 1);
      const auto again = parse_foreign_pattern(written, /*vectorscan=*/true);
      REQUIRE(again.ok());
      CHECK(write_pattern(again->root) == written);
    }
  }
  CHECK(accepted > 1000);
}

TEST_CASE("which group is the secret") {
  const char* pair = "id=([0-9a-f]{8,12});key=([0-9A-F]{8,12})";
  CHECK(pattern_of(pair) == "id=([0-9a-f]{8,12});key=[0-9A-F]{8,12}");
  CHECK(pattern_of(pair, {.last_group = true}) == "id=[0-9a-f]{8,12};key=([0-9A-F]{8,12})");
  CHECK(pattern_of(pair, {.secret_group = 2}) == "id=[0-9a-f]{8,12};key=([0-9A-F]{8,12})");
  // Markers that are always the same text are no secrets, however they are called.
  CHECK(pattern_of("ey(?:(?P<alg>hbGciOiJ0)|(?P<typ>0eXAiOiJ1))[a-z]{40}") == "ey(?:hbGciOiJ0|0eXAiOiJ1)[a-z]{40}");
  CHECK(pattern_of("acme/([0-9a-f]{4}-){3}([0-9a-f]{12})") == "acme/(?:[0-9a-f]{4}-){3}([0-9a-f]{12})");
  // One rule for each alternative that has a group of its own.
  const auto both = translate_pattern("acme=([0-9]{9})|\\b(beta_[0-9]{9})\\b", {});
  REQUIRE(both.ok());
  REQUIRE(both->size() == 2);
  CHECK(masked_by((*both)[0], "acme=012345678") == "012345678");
  CHECK(masked_by((*both)[1], "x beta_012345678") == "beta_012345678");
  CHECK((*both)[0].context);
  CHECK(!(*both)[1].context);
}

TEST_CASE("repeats that RE2 refuses, and what says nothing") {
  CHECK(pattern_of("acme_[a-z]{20,5000}") == "acme_[a-z]{20,}");
  CHECK(pattern_of("acme_[a-z]{2000}") == "acme_[a-z]{1000,}");
  CHECK(pattern_of("acme_[a-z]{20,90}", {.open_ends = true}) == "acme_[a-z]{20,}");
  CHECK(pattern_of("acme_[a-z]{90}", {.open_ends = true}) == "acme_[a-z]{90}");
  // The gate lets nothing in that may mask fewer than 8 bytes.
  CHECK(pattern_of("acme=([a-z]{4,}=?)") == "acme=([a-z]{8,}=?)");
  CHECK(pattern_of("acme=([^ ][a-z]{2,80})") == "acme=([^\\n ][a-z]{7,80})");
  CHECK(pattern_of("acme=\"([^\"]{3,6}[0-9]{0,9})\"") == "acme=\"([^\\n\"]{3,6}[0-9]{5,9})\"");
  CHECK(pattern_of("acme=([a-z]*)") == "acme=([a-z]*)");
  CHECK(pattern_of("[\\w.-]{0,50}?(?:acme)=([0-9]{8})") == "acme=([0-9]{8})");
  CHECK(pattern_of("(?i)[\\w.-]{0,50}?acme=([0-9]{8})") == "(?i:acme)=([0-9]{8})");
}
