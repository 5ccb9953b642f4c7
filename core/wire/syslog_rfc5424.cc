#include "core/base/bytes.h"
#include "core/wire/syslog_formats.h"

namespace redactd::wire {
namespace {

// A header field up to the next blank: printable US-ASCII, at most `most` bytes. "-" gives an empty field.
bool take_field(std::string_view& rest, size_t most, std::string_view& field) {
  const size_t end = rest.find(' ');
  if (end == std::string_view::npos || end == 0 || end > most) return false;
  field = rest.substr(0, end);
  for (const char c : field) {
    if (c <= ' ' || c >= 127) return false;
  }
  if (field == "-") field = {};
  rest.remove_prefix(end + 1);
  return true;
}

// End of one "[id name="value" ...]" that begins at `at`; npos if it is no SD-ELEMENT.
size_t element_end(std::string_view text, size_t at) {
  bool quoted = false;
  for (++at; at < text.size(); ++at) {
    if (quoted && text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      quoted = !quoted;
    } else if (!quoted && text[at] == ']') {
      return at + 1;
    } else if (!quoted && (text[at] == '[' || byte(text[at]) < ' ')) {
      return std::string_view::npos;
    }
  }
  return std::string_view::npos;
}

// STRUCTURED-DATA; false where it is malformed. `rest` then begins behind it.
bool take_structured_data(std::string_view& rest, std::string_view& sd) {
  if (rest.empty()) return false;
  if (rest.front() == '-') {
    rest.remove_prefix(1);
    return true;
  }
  size_t end = 0;
  while (end < rest.size() && rest[end] == '[') {
    end = element_end(rest, end);
    if (end == std::string_view::npos) return false;
  }
  if (end == 0) return false;
  sd = rest.substr(0, end);
  rest.remove_prefix(end);
  return true;
}

}  // namespace

bool parse_rfc5424(std::string_view rest, SyslogRecord& record) {
  if (rest.substr(0, 2) != "1 ") return false;
  rest.remove_prefix(2);
  record.format = SyslogFormat::kRfc5424;
  if (!take_field(rest, 64, record.timestamp) || !take_field(rest, 255, record.host) || !take_field(rest, 48, record.tag) ||
      !take_field(rest, 128, record.pid) || !take_field(rest, 32, record.msgid) || !take_structured_data(rest, record.sd)) {
    return false;
  }
  if (!record.timestamp.empty() && (record.timestamp.size() < 20 || record.timestamp.find('T') != 10)) return false;
  if (!rest.empty() && rest.front() != ' ') return false;
  if (!rest.empty()) rest.remove_prefix(1);
  // The byte order mark only says that UTF-8 follows (section 6.4).
  if (rest.substr(0, 3) == "\xEF\xBB\xBF") rest.remove_prefix(3);
  record.text = rest;
  return true;
}

std::vector<SdPiece> split_sd(std::string_view sd) {
  std::vector<SdPiece> pieces(1);
  bool quoted = false;
  for (size_t at = 0; at < sd.size(); ++at) {
    const bool escape = quoted && sd[at] == '\\' && at + 1 < sd.size() &&
                        (sd[at + 1] == '"' || sd[at + 1] == '\\' || sd[at + 1] == ']');
    if (escape) {
      pieces.back().text += sd[++at];
    } else if (sd[at] == '"') {
      quoted = !quoted;
      if (!quoted) pieces.push_back({});
      pieces.back().text += '"';
      if (quoted) pieces.push_back({true, {}});
    } else {
      pieces.back().text += sd[at];
    }
  }
  return pieces;
}

std::string escape_sd_value(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (c == '"' || c == '\\' || c == ']') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace redactd::wire
