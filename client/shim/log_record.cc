#include "client/shim/log_record.h"

#include <array>
#include <cstdio>

#include "core/base/bytes.h"

namespace redactd::shim {
namespace {

// Names of RFC 3164, whatever the locale.
constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string time_rfc3164(const std::tm& local) {
  std::array<char, 32> text{};
  snprintf(text.data(), text.size(), "%s %2d %02d:%02d:%02d", kMonths[static_cast<size_t>(local.tm_mon)], local.tm_mday,
           local.tm_hour, local.tm_min, local.tm_sec);
  return text.data();
}

std::string time_rfc5424(const RecordTime& time) {
  const std::tm& local = time.local;
  long offset = local.tm_gmtoff / 60;
  std::array<char, 64> text{};
  snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d.%06ld%c%02ld:%02ld", local.tm_year + 1900,
           local.tm_mon + 1, local.tm_mday, local.tm_hour, local.tm_min, local.tm_sec, time.microseconds,
           offset < 0 ? '-' : '+', (offset < 0 ? -offset : offset) / 60, (offset < 0 ? -offset : offset) % 60);
  return text.data();
}

std::string structured_data(const LogOptions& options, const RecordTime& time) {
  std::string text;
  bool has_time_quality = false;
  for (const SdElement& element : options.sd) {
    has_time_quality = has_time_quality || element.id == "timeQuality";
    text += '[' + element.id;
    for (const std::string& param : element.params) text += ' ' + param;
    text += ']';
  }
  if (options.with_time_quality && !has_time_quality) {
    std::string quality = "[timeQuality tzKnown=\"1\" isSynced=\"";
    quality += time.synced ? "1\" syncAccuracy=\"" + std::to_string(time.accuracy_us) + "\"]" : "0\"]";
    text += quality;
  }
  return text.empty() ? "-" : text;
}

std::string or_nil(const std::string& text) { return text.empty() ? "-" : text; }

}  // namespace

std::string record_header(const LogOptions& options, int priority, const RecordTime& time, const std::string& host) {
  std::string header = "<" + std::to_string(priority) + ">";
  std::string pid = options.id ? std::to_string(*options.id) : "";
  if (options.format == LogFormat::kRfc5424) {
    header += "1 " + (options.with_time ? time_rfc5424(time) : std::string("-"));
    header += ' ' + (options.with_host ? or_nil(host) : std::string("-"));
    header += ' ' + options.tag + ' ' + or_nil(pid) + ' ' + or_nil(options.msgid) + ' ';
    return header + structured_data(options, time) + ' ';
  }
  header += time_rfc3164(time.local) + ' ';
  if (options.format == LogFormat::kRfc3164) {
    header += host.substr(0, host.find('.')) + ' ' + options.tag.substr(0, 200);
  } else {
    header += options.tag;
  }
  if (!pid.empty()) header += '[' + pid + ']';
  return header + ": ";
}

std::string record(const std::string& header, std::string_view text, bool octet_count) {
  std::string bytes;
  if (octet_count) bytes = std::to_string(header.size() + text.size()) + ' ';
  bytes += header;
  bytes.append(text);
  return bytes;
}

int take_priority_prefix(std::string_view& line, int fallback) {
  if (line.empty() || line[0] != '<') return fallback;
  size_t end = 1;
  int number = 0;
  while (end < line.size() && end < 4 && is_digit(line[end])) number = number * 10 + (line[end++] - '0');
  if (end == 1 || end >= line.size() || line[end] != '>' || number > 191) return fallback;
  line.remove_prefix(end + 1);
  return number < 8 ? (fallback & ~7) | number : number;
}

}  // namespace redactd::shim
