// Syslog datagrams as they arrive on syslog.sock: RFC 3164 as programs really send it (findings in docs/protocol.md) and RFC 5424.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redactd::wire {

enum class SyslogFormat { kNone, kRfc3164, kRfc5424 };
// "none", "rfc3164", "rfc5424".
const char* name_of(SyslogFormat format);

// Views into the datagram. Empty: the sender gave none (NILVALUE "-" of RFC 5424 counts as none).
struct SyslogRecord {
  SyslogFormat format = SyslogFormat::kNone;
  int priority = 13;           // 0 to 191; 13 (user.notice, RFC 3164 section 4.3.3) where the sender gave none
  std::string_view timestamp;  // as sent
  std::string_view host;
  std::string_view tag;        // APP-NAME in RFC 5424
  std::string_view pid;        // PROCID
  std::string_view msgid;
  std::string_view sd;         // STRUCTURED-DATA, as sent
  std::string_view text;
};

// Never fails: what does not parse is kept whole as `text` with format none. One trailing newline or NUL is dropped,
// nothing else. A datagram with a priority but without a time is RFC 3164.
SyslogRecord parse_syslog(std::string_view datagram);

// One piece of STRUCTURED-DATA: either bytes to keep, or the value of a parameter without its quotes.
struct SdPiece {
  bool is_value = false;
  std::string text;  // of a value: unescaped (\" \\ \] of RFC 5424 section 6.3.3)
};

// Joined again with escape_sd_value() on the values, the pieces give `sd` again (but for needless escapes).
std::vector<SdPiece> split_sd(std::string_view sd);
std::string escape_sd_value(std::string_view value);

}  // namespace redactd::wire
