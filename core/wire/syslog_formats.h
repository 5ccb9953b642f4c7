// The two syslog formats behind the priority. For syslog.cc.
#pragma once

#include <string_view>

#include "core/wire/syslog.h"

namespace redactd::wire {

// `rest` follows "<PRI>". False: it is no RFC 5424; `record` is then undefined.
bool parse_rfc5424(std::string_view rest, SyslogRecord& record);
// Takes anything: time, host and tag are optional.
void parse_rfc3164(std::string_view rest, SyslogRecord& record);

}  // namespace redactd::wire
