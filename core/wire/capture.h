// The capture protocol, version 1 (docs/protocol.md): one header line, then exactly LEN bytes.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace redactd::wire {

struct RequestHeader {
  std::string verb;
  size_t length = 0;
  std::map<std::string, std::string> keys;  // percent-decoded
};

// `line` without its newline. Errors: wire.length_invalid, wire.frame_too_large, wire.header_invalid.
Result<RequestHeader> parse_request_header(std::string_view line);
std::string format_request_header(const RequestHeader& header);

struct ReplyHeader {
  bool ok = false;
  size_t length = 0;
  std::map<std::string, std::string> keys;  // findings, gen, seq, advice, version; code where not ok
};

Result<ReplyHeader> parse_reply_header(std::string_view line);
std::string format_reply_header(const ReplyHeader& header);

}  // namespace redactd::wire
