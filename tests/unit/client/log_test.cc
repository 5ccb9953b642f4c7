#include <doctest.h>

#include <string>
#include <vector>

#include "client/shim/log_journald.h"
#include "client/shim/log_options.h"
#include "client/shim/log_record.h"

using namespace redactd::shim;

namespace {

redactd::Result<LogOptions> parse(std::vector<std::string> words) {
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  return parse_log_options({static_cast<int>(argv.size()), argv.data()});
}

RecordTime some_time() {
  RecordTime time;
  time.local.tm_year = 126;
  time.local.tm_mon = 10;
  time.local.tm_mday = 5;
  time.local.tm_hour = 9;
  time.local.tm_min = 8;
  time.local.tm_sec = 7;
  time.local.tm_gmtoff = -5400;
  time.microseconds = 42;
  return time;
}

}  // namespace

TEST_CASE("priorities are syslog's names and numbers") {
  struct Case {
    const char* text;
    int number;
  };
  for (Case c : {Case{"local0.info", 134}, Case{"err", 11}, Case{"kern.crit", 10}, Case{"USER.INFO", 14}, Case{"user.panic", 8},
                 Case{"mail.warn", 20}, Case{"daemon.error", 27}, Case{"16.3", 131}}) {
    auto number = parse_priority(c.text);
    REQUIRE_MESSAGE(number.ok(), c.text);
    CHECK(*number == c.number);
  }
  for (const char* wrong : {"13", "nope", "nope.info", "user.nope", ".info", "user.", "", "24.1", "+1", "-1"}) {
    CHECK_FALSE_MESSAGE(parse_priority(wrong).ok(), wrong);
  }
}

TEST_CASE("the three headers") {
  auto options = parse({"-t", "tag", "--id=77", "x"});
  REQUIRE(options.ok());
  CHECK(record_header(*options, 13, some_time(), "host.example.com") == "<13>Nov  5 09:08:07 tag[77]: ");
  options->format = LogFormat::kRfc3164;
  CHECK(record_header(*options, 13, some_time(), "host.example.com") == "<13>Nov  5 09:08:07 host tag[77]: ");
  options->format = LogFormat::kRfc5424;
  CHECK(record_header(*options, 13, some_time(), "host.example.com") ==
        "<13>1 2026-11-05T09:08:07.000042-01:30 host.example.com tag 77 - [timeQuality tzKnown=\"1\" isSynced=\"0\"] ");
  options = parse({"-t", "tag", "--rfc5424=notime,nohost", "--msgid", "M", "--sd-id", "a@1", "--sd-param", "k=\"v\"", "x"});
  REQUIRE(options.ok());
  CHECK(record_header(*options, 13, some_time(), "h") == "<13>1 - - tag - M [a@1 k=\"v\"] ");
  CHECK(record("<13>x: ", "text", true) == "11 <13>x: text");
}

TEST_CASE("wrong options are refused and not quoted") {
  using Words = std::vector<std::string>;
  for (const Words& words : {Words{"--zq-secret"}, Words{"-p", "zq-secret"}, Words{"--id=zq-secret"}, Words{"-S", "zq-secret"},
                             Words{"--msgid", "zq secret"}, Words{"--sd-id", "zq-secret"}, Words{"--sd-param", "zq=\"secret\""},
                             Words{"-n", "zq-secret"}, Words{"-T", "x"}, Words{"-d", "x"}, Words{"-P", "zq"}, Words{"-t"}}) {
    auto options = parse(words);
    REQUIRE_FALSE(options.ok());
    CHECK(options.error().code == "shim.usage");
    CHECK(options.error().message().find("zq") == std::string::npos);
  }
}

TEST_CASE("a priority prefix holds for its own line, and a level alone takes the facility") {
  struct Case {
    const char* line;
    int priority;
    const char* rest;
  };
  for (Case c : {Case{"<191>y", 191, "y"}, Case{"<5>x", 133, "x"}, Case{"z", 134, "z"}, Case{"<999>q", 134, "<999>q"},
                 Case{"<", 134, "<"}, Case{"<13", 134, "<13"}, Case{"<>a", 134, "<>a"}, Case{"<0191>a", 134, "<0191>a"}}) {
    std::string_view line = c.line;
    CHECK(take_priority_prefix(line, 134) == c.priority);
    CHECK(line == c.rest);
  }
}

TEST_CASE("a native journal entry") {
  auto fields = parse_journal_fields("MESSAGE=one\nMESSAGE=two\nPRIORITY=3\n\nIGNORED=1\n");
  REQUIRE(fields.ok());
  CHECK(journal_datagram(*fields) == std::string("MESSAGE\n\7\0\0\0\0\0\0\0one\ntwo\nPRIORITY=3\n", 35));
  for (const char* wrong : {"no field\n", "lower=1\n", "_PID=1\n", "=x\n"}) CHECK_FALSE(parse_journal_fields(wrong).ok());
}
