#include <array>
#include <algorithm>

#include "core/base/bytes.h"
#include "core/wire/syslog_formats.h"

namespace redactd::wire {
namespace {

constexpr size_t kMaxTagBytes = 128;  // RFC 3164 says 32; real programs exceed it

bool digits_at(std::string_view text, std::initializer_list<size_t> places) {
  return std::all_of(places.begin(), places.end(), [&](size_t at) { return is_digit(text[at]); });
}

// "Nov 25 10:00:11" or "Nov  5 10:00:11"; the bytes that it takes.
size_t bsd_time(std::string_view text) {
  static constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (text.size() < 15 || std::find(kMonths.begin(), kMonths.end(), text.substr(0, 3)) == kMonths.end()) return 0;
  const bool day = text[3] == ' ' && (text[4] == ' ' || is_digit(text[4])) && is_digit(text[5]) && text[6] == ' ';
  const bool time = text[9] == ':' && text[12] == ':' && digits_at(text, {7, 8, 10, 11, 13, 14});
  return day && time ? 15 : 0;
}

// What rsyslog and others write in place of the BSD time: an RFC 3339 time up to the next blank.
size_t iso_time(std::string_view text) {
  const size_t end = std::min(text.find(' '), text.size());
  if (end < 19 || end > 40 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':') return 0;
  return digits_at(text, {0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15}) ? end : 0;
}

// "tag[123]:" or "tag:"; the bytes up to and with the colon, 0 if there is no tag.
size_t tag_at(std::string_view text, SyslogRecord& record) {
  size_t end = 0;
  while (end < text.size() && end < kMaxTagBytes && text[end] > ' ' && text[end] < 127 && text[end] != '[' && text[end] != ':') ++end;
  if (end == 0 || end >= text.size()) return 0;
  size_t at = end;
  std::string_view pid;
  if (text[at] == '[') {
    const size_t close = text.find(']', at);
    if (close == std::string_view::npos || close - at > 64) return 0;
    pid = text.substr(at + 1, close - at - 1);
    if (pid.find_first_of(" :[") != std::string_view::npos) return 0;
    at = close + 1;
  }
  // A URL in a message without a tag is none.
  if (at >= text.size() || text[at] != ':' || text.substr(at, 3) == "://") return 0;
  if (at + 1 < text.size() && text[at + 1] != ' ') return 0;
  record.tag = text.substr(0, end);
  record.pid = pid;
  return at + 1;
}

}  // namespace

void parse_rfc3164(std::string_view rest, SyslogRecord& record) {
  record.format = SyslogFormat::kRfc3164;
  size_t time = bsd_time(rest);
  if (time == 0) time = iso_time(rest);
  if (time != 0) {
    record.timestamp = rest.substr(0, time);
    rest.remove_prefix(time);
    if (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  }
  size_t tag = tag_at(rest, record);
  if (tag == 0 && time != 0) {
    // Programs on this machine send no host; a relay does: one word, then the tag.
    const size_t blank = rest.find(' ');
    if (blank != std::string_view::npos && blank > 0 && blank <= 255) {
      const size_t behind = tag_at(rest.substr(blank + 1), record);
      if (behind != 0) {
        record.host = rest.substr(0, blank);
        tag = blank + 1 + behind;
      }
    }
  }
  rest.remove_prefix(tag);
  if (tag != 0 && !rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  record.text = rest;
}

}  // namespace redactd::wire
