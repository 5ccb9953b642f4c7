// Headers and datagrams of any bytes: what is written is read again, and no byte of a datagram is lost.
#include <doctest.h>
#include <map>
#include <rapidcheck.h>

#include "core/wire/capture.h"
#include "core/wire/syslog.h"

using namespace redactd::wire;

TEST_CASE("a request header survives writing and reading, whatever its values hold") {
  CHECK(rc::check("round trip", [](const std::map<uint16_t, std::string>& values, uint16_t length) {
    RequestHeader header{"put", length, {}};
    for (const auto& [number, value] : values) header.keys["k" + std::to_string(number)] = value;
    std::string line = format_request_header(header);
    RC_ASSERT(line.back() == '\n');
    line.pop_back();
    RC_ASSERT(line.find('\n') == std::string::npos);
    const auto again = parse_request_header(line);
    RC_ASSERT(again.ok());
    RC_ASSERT(again->keys == header.keys);
    RC_ASSERT(again->length == header.length);
  }));
}

TEST_CASE("a datagram without a priority is kept whole") {
  CHECK(rc::check("whole", [](const std::string& bytes) {
    const std::string datagram = "x" + bytes;
    const auto record = parse_syslog(datagram);
    const bool one_end = datagram.back() == '\n' || datagram.back() == '\0';
    RC_ASSERT(record.text == std::string_view(datagram).substr(0, datagram.size() - (one_end ? 1 : 0)));
  }));
}

TEST_CASE("the message of a datagram ends where the datagram ends") {
  CHECK(rc::check("no byte behind the header is lost", [](const std::string& bytes) {
    const std::string body = bytes + "!";
    for (const char* head : {"<13>", "<13>Nov 25 10:00:11 ", "<13>Nov 25 10:00:11 tag[1]: ", "<13>1 - h a p m - "}) {
      const std::string datagram = head + body;
      const auto record = parse_syslog(datagram);
      RC_ASSERT(datagram.size() >= record.text.size());
      RC_ASSERT(datagram.substr(datagram.size() - record.text.size()) == record.text);
      RC_ASSERT(record.text.data() + record.text.size() == datagram.data() + datagram.size());
    }
  }));
}
