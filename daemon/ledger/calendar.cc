#include "daemon/ledger/calendar.h"

#include "core/base/bytes.h"
#include "core/base/utc_time.h"
#include "daemon/ledger/life.h"

namespace redactd::daemon {
namespace {

constexpr size_t kMostOctets = 75;

bool is_continuation(char c) { return (byte(c) & 0xc0) == 0x80; }

struct Event {
  const char* kind;       // part of the UID
  const char* summary;    // in front of label and id
  int64_t at;
  const char* first_alarm;
  bool done;              // nothing is due any more: no alarm
};

void add_alarm(std::string& out, const char* trigger, const std::string& summary) {
  out += "BEGIN:VALARM\r\nACTION:DISPLAY\r\n" + fold_line("DESCRIPTION:" + summary) + fold_line(std::string("TRIGGER:") + trigger) + "END:VALARM\r\n";
}

void add_event(std::string& out, const Leak& leak, const Event& event) {
  const int64_t changed = leak.history.empty() ? leak.found_at : leak.history.back().time;
  const std::string summary = escape_text(std::string(event.summary) + leak.label + " " + leak.id);
  const bool closed = leak.state == LeakState::kClosed;
  out += "BEGIN:VEVENT\r\n";
  out += fold_line("UID:" + leak.id + "-" + event.kind + "@redactd");
  out += fold_line("DTSTAMP:" + format_basic_time(changed));
  out += fold_line("DTSTART:" + format_basic_time(event.at));
  out += "DURATION:PT15M\r\n";
  out += fold_line("SEQUENCE:" + std::to_string(leak.history.empty() ? 0 : leak.history.size() - 1));
  out += fold_line("SUMMARY:" + summary);
  out += fold_line("DESCRIPTION:" + escape_text("Mint a new one, verify it, update the vault, delete the old one.\nredactctl leaks show " + leak.id));
  out += closed ? "STATUS:CANCELLED\r\n" : "STATUS:CONFIRMED\r\n";
  out += "TRANSP:TRANSPARENT\r\n";
  if (!event.done && !closed) {
    add_alarm(out, event.first_alarm, summary);
    add_alarm(out, "PT0S", summary);
  }
  out += "END:VEVENT\r\n";
}

}  // namespace

std::string fold_line(std::string_view line) {
  std::string out;
  size_t most = kMostOctets;
  while (line.size() > most) {
    size_t cut = most;
    while (cut > most - 4 && is_continuation(line[cut])) --cut;
    out.append(line.substr(0, cut)).append("\r\n ");
    line.remove_prefix(cut);
    most = kMostOctets - 1;  // the blank that begins the next line counts
  }
  return out.append(line).append("\r\n");
}

std::string escape_text(std::string_view text) {
  const std::string valid = to_valid_utf8(text);
  std::string out;
  for (const char c : valid) {
    if (c == '\\' || c == ',' || c == ';') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else if (byte(c) >= 0x20 && byte(c) != 0x7f) {
      out += c;
    }
  }
  return out;
}

std::string calendar_text(std::span<const Leak> leaks) {
  std::string out = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//redactd//leak ledger//EN\r\nCALSCALE:GREGORIAN\r\nX-WR-CALNAME:redactd leaks\r\n";
  for (const Leak& leak : leaks) {
    add_event(out, leak, {"rotate", "Rotate now: ", leak.rotate_by, "-PT2H", !awaits_rotation(leak)});
    add_event(out, leak, {"next", "Next rotation: ", leak.next_rotation, leak.ttl_days > 14 ? "-P7D" : "-PT12H", false});
  }
  return out + "END:VCALENDAR\r\n";
}

}  // namespace redactd::daemon
