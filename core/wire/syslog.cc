#include "core/wire/syslog.h"

#include "core/base/bytes.h"
#include "core/wire/syslog_formats.h"

namespace redactd::wire {
namespace {

// "<13>" at the front; the number and the bytes that it takes. RFC 5424 section 6.2.1: 0 to 191, no leading zero.
std::optional<std::pair<int, size_t>> read_priority(std::string_view text) {
  if (text.size() < 3 || text[0] != '<') return std::nullopt;
  size_t at = 1;
  int value = 0;
  while (at < text.size() && at < 4 && is_digit(text[at])) value = value * 10 + (text[at++] - '0');
  if (at == 1 || at >= text.size() || text[at] != '>' || value > 191) return std::nullopt;
  if (text[1] == '0' && at > 2) return std::nullopt;
  return std::pair(value, at + 1);
}

}  // namespace

const char* name_of(SyslogFormat format) {
  switch (format) {
    case SyslogFormat::kRfc3164: return "rfc3164";
    case SyslogFormat::kRfc5424: return "rfc5424";
    case SyslogFormat::kNone: break;
  }
  return "none";
}

SyslogRecord parse_syslog(std::string_view datagram) {
  if (!datagram.empty() && (datagram.back() == '\n' || datagram.back() == '\0')) datagram.remove_suffix(1);
  SyslogRecord record;
  record.text = datagram;
  const auto priority = read_priority(datagram);
  if (!priority) return record;
  const std::string_view rest = datagram.substr(priority->second);
  SyslogRecord parsed;
  parsed.priority = priority->first;
  if (parse_rfc5424(rest, parsed)) return parsed;
  // "<13>1 ..." that is no RFC 5424 after all is RFC 3164 without a time: its whole rest is the message.
  parsed = SyslogRecord{};
  parsed.priority = priority->first;
  parse_rfc3164(rest, parsed);
  return parsed;
}

}  // namespace redactd::wire
