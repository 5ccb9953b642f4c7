// redact-shim log --journald: one native entry of the lines NAME=value, each value masked.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "client/shim/log_options.h"
#include "core/base/result.h"

namespace redactd::shim {

using JournalFields = std::vector<std::pair<std::string, std::string>>;

// Lines NAME=value; a repeated MESSAGE is joined by newlines, as logger does. Error log.journald_invalid.
Result<JournalFields> parse_journal_fields(std::string_view text);

// The datagram of journald's native protocol: NAME=value, or NAME and a length where the value has control characters.
std::string journal_datagram(const JournalFields& fields);

// Errors: log.journald_invalid, log.socket_unreachable, log.file_unreadable, io.*.
Status log_to_journald(const LogOptions& options);

}  // namespace redactd::shim
