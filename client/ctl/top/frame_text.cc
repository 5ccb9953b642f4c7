// A frame as text and as JSON.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "client/ctl/output.h"
#include "client/ctl/top/frame.h"

namespace redactd::ctl {
namespace {

using nlohmann::ordered_json;

std::string whole(double value) {
  const std::string digits = std::to_string(static_cast<uint64_t>(std::llround(value)));
  std::string out;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i != 0 && (digits.size() - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return out;
}

std::string per_second(const std::optional<double>& rate) {
  if (!rate) return "-";
  if (*rate >= 10 || *rate == 0) return whole(*rate);
  char text[32];
  snprintf(text, sizeof text, "%.1f", *rate);
  return text;
}

std::string duration(const std::optional<double>& bound) {
  if (!bound) return "-";
  if (std::isinf(*bound)) return "> 50 ms";
  return *bound < 0.001 ? "<= " + whole(*bound * 1e6) + " us" : "<= " + whole(*bound * 1e3) + " ms";
}

std::string uptime(double seconds) {
  const auto minutes = static_cast<uint64_t>(seconds) / 60;
  if (minutes == 0) return std::to_string(static_cast<uint64_t>(seconds)) + "s";
  const std::string rest = std::to_string(minutes % 60) + "m";
  return minutes < 60 ? rest : std::to_string(minutes / 60) + "h" + rest;
}

ordered_json rate_or_null(const std::optional<double>& rate) { return rate ? ordered_json(*rate) : ordered_json(nullptr); }

ordered_json bound_or_null(const std::optional<double>& bound) {
  if (!bound) return nullptr;
  return std::isinf(*bound) ? ordered_json("inf") : ordered_json(*bound);
}

// No line wider than the terminal, and not more of them than it shows.
std::string fitted(const std::string& text, size_t width, size_t height) {
  std::string out;
  size_t lines = 0;
  for (size_t begin = 0; begin < text.size() && (height == 0 || lines < height); ++lines) {
    const size_t newline = std::min(text.find('\n', begin), text.size());
    out.append(text, begin, width == 0 ? newline - begin : std::min(newline - begin, width)).append("\n");
    begin = newline + 1;
  }
  return out;
}

}  // namespace

std::string frame_text(const Frame& frame, size_t width, size_t height) {
  const Sample& now = frame.now;
  std::string text = "redactd up " + uptime(now.value("redactd_uptime_seconds")) + "   generation " + whole(now.value("redactd_generation")) + "   rules " +
                     whole(now.value("redactd_rules")) + "   patterns " + whole(now.value("redactd_patterns")) + "   connections " +
                     whole(now.value("redactd_connections")) + "\n\n";
  text += table({{"", "PER SECOND", "TOTAL"},
                 {"lines", per_second(frame.lines_per_s), whole(now.value("redactd_captured_lines_total"))},
                 {"bytes", per_second(frame.bytes_per_s), whole(now.value("redactd_captured_bytes_total"))},
                 {"masks", per_second(frame.masks_per_s), whole(now.value("redactd_masked_total"))}});
  text += "\ntime to mask: half " + duration(frame.median_s) + ", 99 of 100 " + duration(frame.p99_s) + "\n\n";
  std::vector<std::vector<std::string>> sinks = {{"SINK", "FORMAT", "BYTES", "WAITING", "LAST ERROR"}};
  for (const SinkSample& sink : now.sinks) {
    sinks.push_back({sink.path.empty() ? sink.type : sink.path, sink.format, whole(static_cast<double>(sink.bytes)), whole(static_cast<double>(sink.lag)),
                     sink.last_error.empty() ? "-" : sink.last_error});
  }
  text += (sinks.size() == 1 ? std::string("no sinks\n") : table(sinks)) + "\n";
  std::vector<std::vector<std::string>> rules = {{"RULE", "PER SECOND", "MASKS"}};
  for (const RuleRate& rule : frame.rules) rules.push_back({rule.id, per_second(rule.per_s), whole(static_cast<double>(rule.total))});
  text += rules.size() == 1 ? std::string("nothing has been masked yet\n") : table(rules);
  return fitted(text, width, height);
}

std::string frame_json(const Frame& frame) {
  const Sample& now = frame.now;
  ordered_json document = {{"uptime_s", now.value("redactd_uptime_seconds")}, {"generation", now.value("redactd_generation")},
                           {"rules", now.value("redactd_rules")}, {"connections", now.value("redactd_connections")},
                           {"captured_lines", now.value("redactd_captured_lines_total")}, {"masked", now.value("redactd_masked_total")},
                           {"lines_per_s", rate_or_null(frame.lines_per_s)}, {"bytes_per_s", rate_or_null(frame.bytes_per_s)},
                           {"masks_per_s", rate_or_null(frame.masks_per_s)}, {"mask_median_s", bound_or_null(frame.median_s)},
                           {"mask_p99_s", bound_or_null(frame.p99_s)}, {"masks_by_rule", ordered_json::array()}, {"sinks", ordered_json::array()}};
  for (const RuleRate& rule : frame.rules) {
    document["masks_by_rule"].push_back({{"rule", rule.id}, {"masks", rule.total}, {"per_s", rate_or_null(rule.per_s)}});
  }
  for (const SinkSample& sink : now.sinks) {
    document["sinks"].push_back({{"type", sink.type}, {"path", sink.path}, {"format", sink.format}, {"bytes", sink.bytes}, {"lag", sink.lag},
                                 {"last_error", sink.last_error.empty() ? ordered_json(nullptr) : ordered_json(sink.last_error)}});
  }
  return document.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace redactd::ctl
