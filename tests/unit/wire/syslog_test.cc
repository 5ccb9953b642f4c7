#include "core/wire/syslog.h"

#include <doctest.h>

using namespace redactd::wire;

TEST_CASE("what real programs send") {
  SUBCASE("glibc with a host in front, as a relay sends it") {
    const auto record = parse_syslog("<34>Oct 11 22:14:15 mymachine su[9]: 'su root' failed");
    CHECK(record.format == SyslogFormat::kRfc3164);
    CHECK(record.priority == 34);
    CHECK(record.timestamp == "Oct 11 22:14:15");
    CHECK(record.host == "mymachine");
    CHECK(record.tag == "su");
    CHECK(record.pid == "9");
    CHECK(record.text == "'su root' failed");
  }
  SUBCASE("a time but no tag") {
    const auto record = parse_syslog("<13>Nov 25 10:00:11 just words here");
    CHECK(record.tag.empty());
    CHECK(record.host.empty());
    CHECK(record.text == "just words here");
  }
  SUBCASE("an RFC 3339 time in the old format") {
    const auto record = parse_syslog("<13>2026-11-25T10:00:11.123456+01:00 host app: x");
    CHECK(record.timestamp == "2026-11-25T10:00:11.123456+01:00");
    CHECK(record.host == "host");
    CHECK(record.tag == "app");
  }
}

TEST_CASE("malformed RFC 5424 loses no byte") {
  for (const char* rest : {"1 - - - - - [open", "1 - - - - -x", "1 nodate h a p m -", "1 2003-10-11T22:14:15Z h"}) {
    const std::string datagram = std::string("<13>") + rest;
    const auto record = parse_syslog(datagram);
    CHECK(record.format == SyslogFormat::kRfc3164);
    CHECK(record.text == rest);
  }
}

TEST_CASE("priorities outside the range are none") {
  for (const char* text : {"<192>x", "<0013>x", "<a>x", "<>x", "<13", "13>x", ""}) {
    const auto record = parse_syslog(text);
    CHECK(record.format == SyslogFormat::kNone);
    CHECK(record.priority == 13);
    CHECK(record.text == text);
  }
  CHECK(parse_syslog("<191>x").priority == 191);
  CHECK(parse_syslog("<0>x").priority == 0);
}

TEST_CASE("structured data comes apart and together again") {
  const std::string sd = "[a@1 x=\"1\" y=\"q\\\"\\]\\\\\"][b z=\"\"]";
  std::string again;
  std::vector<std::string> values;
  for (const SdPiece& piece : split_sd(sd)) {
    again += piece.is_value ? escape_sd_value(piece.text) : piece.text;
    if (piece.is_value) values.push_back(piece.text);
  }
  CHECK(again == sd);
  CHECK(values == std::vector<std::string>{"1", "q\"]\\", ""});
}
