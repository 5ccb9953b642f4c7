// A record as the bytes that sinks write.
#pragma once

#include <string>

#include "daemon/ports/record.h"

namespace redactd::daemon {

// The record's JSON object without its beginning {"seq":N, — the number is known only when it is written. No newline can
// stand in it: control bytes, U+0080 to U+009F and U+2028/2029 are escaped, so that no text can begin a record.
std::string record_json_tail(const Record& record);

// "TIME STREAM HOST TAG[PID]: TEXT", control bytes escaped; without newline.
std::string record_text_line(const Record& record);

// "2026-01-31T23:59:59.123456Z" (RFC 3339).
std::string rfc3339_us(int64_t time_us);

}  // namespace redactd::daemon
