// Due dates as a calendar (RFC 5545) that any calendar program can subscribe to or open.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "daemon/ports/leak.h"

namespace redactd::daemon {

// Two events a leak: rotate_by and next_rotation, with UIDs that never change and a SEQUENCE that rises with every change of
// the leak. The same leaks give the same bytes. Those of closed leaks are cancelled, so that calendars drop them.
std::string calendar_text(std::span<const Leak> leaks);

// One content line, folded so that no line is longer than 75 octets and no UTF-8 sequence is cut, CRLF behind each (3.1).
std::string fold_line(std::string_view line);

// A value of type TEXT (3.3.11): backslash, comma, semicolon and newline escaped; other control bytes left out.
std::string escape_text(std::string_view text);

}  // namespace redactd::daemon
