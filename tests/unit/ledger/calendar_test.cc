#include <doctest/doctest.h>

#include <sstream>

#include "core/base/bytes.h"
#include "daemon/ledger/calendar.h"
#include "tests/unit/ledger/twins.h"

namespace redactd::daemon {
namespace {

using namespace twins;

size_t count_of(const std::string& text, const std::string& part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST_CASE("two events a leak, with alarms, in UTC") {
  const Leak leak = opened();
  const std::string text = calendar_text({&leak, 1});
  CHECK(text.rfind("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:", 0) == 0);
  CHECK(count_of(text, "BEGIN:VEVENT\r\n") == 2);
  CHECK(count_of(text, "BEGIN:VALARM\r\n") == 4);
  CHECK(count_of(text, "\r\nUID:leak-01234567-rotate@redactd\r\n") == 1);
  CHECK(count_of(text, "\r\nUID:leak-01234567-next@redactd\r\n") == 1);
  CHECK(count_of(text, "\r\nDTSTAMP:20260921T141320Z\r\n") == 2);
  CHECK(count_of(text, "\r\nDTSTART:20260922T141320Z\r\n") == 1);
  CHECK(count_of(text, "\r\nDTSTART:20261220T141320Z\r\n") == 1);
  CHECK(count_of(text, "\r\nSUMMARY:Rotate now: CF_TOKEN leak-01234567\r\n") == 1);
  CHECK(count_of(text, "\r\nSEQUENCE:0\r\n") == 2);
  CHECK(text == calendar_text({&leak, 1}));
}

TEST_CASE("a change of the leak raises SEQUENCE and keeps the UID") {
  Leak leak = opened();
  REQUIRE(move_to(leak, LeakState::kRotated, {kNow + kDay, 1, ""}).ok());
  const std::string text = calendar_text({&leak, 1});
  CHECK(count_of(text, "\r\nSEQUENCE:1\r\n") == 2);
  CHECK(count_of(text, "\r\nUID:leak-01234567-next@redactd\r\n") == 1);
  CHECK(count_of(text, "BEGIN:VALARM\r\n") == 2);  // nothing to be reminded of for the leak itself
  CHECK(count_of(text, "\r\nDTSTART:20261221T141320Z\r\n") == 1);
  REQUIRE(move_to(leak, LeakState::kClosed, {kNow + kDay, 1, ""}).ok());
  const std::string closed = calendar_text({&leak, 1});
  CHECK(count_of(closed, "BEGIN:VALARM\r\n") == 0);
  CHECK(count_of(closed, "\r\nSTATUS:CANCELLED\r\n") == 2);
}

TEST_CASE("every line ends in CRLF and has at most 75 octets") {
  Leak leak = opened();
  leak.label = "A" + std::string(31, 'B');
  std::istringstream lines(calendar_text({&leak, 1}));
  std::string line;
  while (std::getline(lines, line)) {
    REQUIRE_FALSE(line.empty());
    CHECK(line.back() == '\r');
    CHECK(line.size() <= 76);
  }
}

TEST_CASE("folding") {
  CHECK(fold_line("SHORT:x") == "SHORT:x\r\n");
  CHECK(fold_line(std::string(75, 'a')) == std::string(75, 'a') + "\r\n");
  CHECK(fold_line(std::string(76, 'a')) == std::string(75, 'a') + "\r\n a\r\n");
  CHECK(fold_line(std::string(150, 'a')) == std::string(75, 'a') + "\r\n " + std::string(74, 'a') + "\r\n a\r\n");
}

TEST_CASE("folding cuts no UTF-8 sequence") {
  for (const std::string part : {"é", "€", "😀"}) {
    for (size_t before = 60; before < 80; ++before) {
      std::string text(before, 'a');
      for (int i = 0; i < 60; ++i) text += part;
      const std::string folded = fold_line(text);
      std::string unfolded;
      size_t at = 0;
      while (at < folded.size()) {
        const size_t end = folded.find("\r\n", at);
        const std::string line = folded.substr(at, end - at);
        CHECK(line.size() <= 75);
        CHECK(is_valid_utf8(line));
        unfolded += at == 0 ? line : line.substr(1);
        at = end + 2;
      }
      CHECK(unfolded == text);
    }
  }
}

TEST_CASE("TEXT values are escaped") {
  CHECK(escape_text("a,b;c\\d\ne") == "a\\,b\\;c\\\\d\\ne");
  CHECK(escape_text("quote\"colon:") == "quote\"colon:");
  CHECK(escape_text("bell\a\r\x7ftab\t") == "belltab");
  CHECK(escape_text("\xff") == "\xef\xbf\xbd");
}

}  // namespace
}  // namespace redactd::daemon
