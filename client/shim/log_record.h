// A syslog record as logger(1) writes it, byte for byte. Pure: time and host are arguments.
#pragma once

#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>

#include "client/shim/log_options.h"

namespace redactd::shim {

struct RecordTime {
  std::tm local{};
  long microseconds = 0;
  bool synced = false;           // ntp_gettime(3)
  long accuracy_us = 0;
};

// Everything in front of the text. `options` holds tag, msgid and structured data already masked.
std::string record_header(const LogOptions& options, int priority, const RecordTime& time, const std::string& host);

// With `octet_count` the length of the whole record stands in front (RFC 6587 3.4.1).
std::string record(const std::string& header, std::string_view text, bool octet_count);

// "<N>" at the start of a line: its priority, where a level alone takes the facility of `fallback`; the prefix is removed
// from `line`. Anything else: `fallback`, and the line as it is.
int take_priority_prefix(std::string_view& line, int fallback);

}  // namespace redactd::shim
