#include "daemon/rim/sinks/record_text.h"

#include <array>
#include <cstdio>
#include <ctime>

#include "core/base/bytes.h"

namespace redactd::daemon {
namespace {

// `text` is valid UTF-8.
void append_quoted(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = byte(text[i]);
    const unsigned char next = i + 1 < text.size() ? byte(text[i + 1]) : 0;
    if (c == '"' || c == '\\') {
      out += '\\';
      out += text[i];
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c < 0x20 || c == 0x7f) {
      out += "\\u00";
      out += kHex[c >> 4];
      out += kHex[c & 15];
    } else if (c == 0xc2 && next >= 0x80 && next < 0xa0) {  // C1 controls
      out += "\\u00";
      out += kHex[next >> 4];
      out += kHex[next & 15];
      ++i;
    } else if (c == 0xe2 && next == 0x80 && i + 2 < text.size() && (byte(text[i + 2]) == 0xa8 || byte(text[i + 2]) == 0xa9)) {
      out += byte(text[i + 2]) == 0xa8 ? "\\u2028" : "\\u2029";
      i += 2;
    } else {
      out += text[i];
    }
  }
  out += '"';
}

void append_text(std::string& out, const char* key, std::string_view text) {
  if (text.empty()) return;
  out += ",\"";
  out += key;
  out += "\":";
  if (is_valid_utf8(text)) {
    append_quoted(out, text);
  } else {
    append_quoted(out, to_valid_utf8(text));
  }
}

void append_number(std::string& out, const char* key, int64_t value) {
  out += ",\"";
  out += key;
  out += "\":";
  out += std::to_string(value);
}

}  // namespace

std::string rfc3339_us(int64_t time_us) {
  const time_t seconds = static_cast<time_t>(time_us / 1'000'000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 48> text{};
  const size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  std::array<char, 16> fraction{};
  std::snprintf(fraction.data(), fraction.size(), ".%06dZ", static_cast<int>(time_us % 1'000'000));
  return std::string(text.data(), length) + fraction.data();
}

std::string record_json_tail(const Record& record) {
  const std::string& text = record.text.bytes();
  std::string out;
  out.reserve(text.size() + text.size() / 16 + 256);
  out += "\"time\":\"" + rfc3339_us(record.time_us) + "\"";
  append_text(out, "stream", record.stream);
  append_text(out, "format", record.format);
  if (record.priority) append_number(out, "priority", *record.priority);
  append_text(out, "timestamp", record.timestamp.bytes());
  append_text(out, "host", record.host.bytes());
  append_text(out, "tag", record.tag.bytes());
  append_text(out, "pid", record.pid.bytes());
  append_text(out, "msgid", record.msgid.bytes());
  append_text(out, "sd", record.sd.bytes());
  append_text(out, "shell", record.shell.bytes());
  append_text(out, "cwd", record.cwd.bytes());
  append_text(out, "session", record.session.bytes());
  if (record.exit_status) append_number(out, "exit", *record.exit_status);
  out += ",\"peer\":{\"pid\":" + std::to_string(record.peer.pid) + ",\"uid\":" + std::to_string(record.peer.uid) +
         ",\"gid\":" + std::to_string(record.peer.gid) + "}";
  if (text.empty()) {
    out += ",\"text\":\"\"";
  } else {
    append_text(out, "text", text);
  }
  if (!is_valid_utf8(text)) append_text(out, "text_b64", base64_encode(text));
  append_number(out, "findings", static_cast<int64_t>(record.findings));
  append_number(out, "gen", static_cast<int64_t>(record.generation));
  out += '}';
  return out;
}

std::string record_text_line(const Record& record) {
  std::string line = rfc3339_us(record.time_us) + " " + record.stream;
  if (!record.host.empty()) line += " " + escape_for_terminal(record.host.bytes());
  if (!record.tag.empty()) line += " " + escape_for_terminal(record.tag.bytes());
  if (!record.pid.empty()) line += "[" + escape_for_terminal(record.pid.bytes()) + "]";
  return line + ": " + escape_for_terminal(record.text.bytes());
}

}  // namespace redactd::daemon
