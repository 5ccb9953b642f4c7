#include "daemon/metrics/metrics.h"

#include <algorithm>
#include <span>

namespace redactd::daemon {

void Metrics::count_frame(size_t bytes) {
  const auto bound = std::lower_bound(kFrameBounds.begin(), kFrameBounds.end(), bytes);
  ++frames[static_cast<size_t>(bound - kFrameBounds.begin())];
  frame_bytes_sum += bytes;
}

void Metrics::count_mask(uint64_t nanoseconds) {
  const auto bound = std::lower_bound(kMaskBounds.begin(), kMaskBounds.end(), nanoseconds);
  ++mask_times[static_cast<size_t>(bound - kMaskBounds.begin())];
  mask_ns_sum += nanoseconds;
}

void Metrics::count_text(std::string_view text) {
  if (text.empty()) return;
  captured_bytes += text.size();
  captured_lines += static_cast<uint64_t>(std::count(text.begin(), text.end(), '\n')) + (text.back() == '\n' ? 0 : 1);
}

void Metrics::count_report(const Snapshot& snapshot, const MaskReport& report) {
  const auto count = [&snapshot](const std::vector<uint32_t>& numbers, std::map<std::string, uint64_t>& into) {
    for (const uint32_t number : numbers) {
      // Everybody may read these numbers: no names of values, nor how often they were met.
      if (number < snapshot.size() && snapshot.rule(number).kind == RuleKind::kExact) continue;
      ++into[number < snapshot.size() ? snapshot.rule(number).id : "line-budget"];
    }
  };
  masked += report.findings;
  count(report.rules, rule_masked);
  count(report.observed, rule_observed);
  count(report.advised, rule_advised);
}

namespace {

// Nanoseconds as decimal seconds, exact, without the zeros at the end.
std::string seconds(uint64_t nanoseconds) {
  std::string fraction = std::to_string(nanoseconds % 1'000'000'000);
  fraction.insert(0, 9 - fraction.size(), '0');
  fraction.erase(fraction.find_last_not_of('0') + 1);
  return std::to_string(nanoseconds / 1'000'000'000) + "." + (fraction.empty() ? "0" : fraction);
}

class Text {
 public:
  void counter(const char* name, const char* help, uint64_t value) {
    head(name, "counter", help);
    line(std::string(name) + "_total", "", value);
  }
  void gauge(const char* name, const char* help, uint64_t value) {
    head(name, "gauge", help);
    line(name, "", value);
  }
  void family(const char* name, const char* help, const char* label, const std::map<std::string, uint64_t>& values) {
    head(name, "counter", help);
    for (const auto& [key, value] : values) line(std::string(name) + "_total", std::string(label) + "=\"" + key + "\"", value);
  }
  void gauges(const char* name, const char* help, const char* label, const std::map<std::string, uint64_t>& values) {
    head(name, "gauge", help);
    for (const auto& [key, value] : values) line(name, std::string(label) + "=\"" + key + "\"", value);
  }
  void frames(const Metrics& metrics) {
    histogram("redactd_frame_bytes", "Sizes of frames.", Metrics::kFrameBounds, metrics.frames, metrics.frame_bytes_sum,
              [](uint64_t bytes) { return std::to_string(bytes); });
  }
  void mask_times(const Metrics& metrics) {
    histogram("redactd_mask_seconds", "Time that masking one text or piece of a stream took.", Metrics::kMaskBounds, metrics.mask_times,
              metrics.mask_ns_sum, seconds);
  }
  std::string finish() { return out_ + "# EOF\n"; }

 private:
  void head(const std::string& name, const char* type, const char* help) {
    out_ += "# TYPE " + name + " " + type + "\n# HELP " + name + " " + help + "\n";
  }
  void line(const std::string& name, const std::string& labels, uint64_t value) {
    out_ += name + (labels.empty() ? "" : "{" + labels + "}") + " " + std::to_string(value) + "\n";
  }
  // `counts` has one more than `bounds`: what is above all of them. `shown` writes a bound and the sum.
  template <typename Shown>
  void histogram(const std::string& name, const char* help, std::span<const uint64_t> bounds, std::span<const uint64_t> counts, uint64_t total, Shown shown) {
    head(name, "histogram", help);
    uint64_t sum = 0;
    for (size_t i = 0; i < counts.size(); ++i) {
      sum += counts[i];
      line(name + "_bucket", "le=\"" + (i == bounds.size() ? "+Inf" : shown(bounds[i])) + "\"", sum);
    }
    line(name + "_count", "", sum);
    out_ += name + "_sum " + shown(total) + "\n";
  }
  std::string out_;
};

}  // namespace

std::string open_metrics(const Metrics& metrics, const Gauges& gauges) {
  Text text;
  text.gauge("redactd_generation", "Generation of the rules in force.", gauges.generation);
  text.gauge("redactd_rules", "Rules in force, patterns included.", gauges.rules);
  text.gauge("redactd_patterns", "Operator patterns in force.", gauges.patterns);
  text.gauge("redactd_connections", "Open capture connections.", gauges.connections);
  text.gauge("redactd_uptime_seconds", "Seconds since the start.", gauges.uptime_s);
  text.counter("redactd_captured_lines", "Lines that came in.", metrics.captured_lines);
  text.counter("redactd_captured_bytes", "Bytes that came in.", metrics.captured_bytes);
  text.counter("redactd_masked", "Findings that were masked.", metrics.masked);
  text.counter("redactd_records_stored", "Records that the sinks hold.", metrics.records_stored);
  text.counter("redactd_records_refused", "Records that the sinks refused.", metrics.records_refused);
  text.counter("redactd_datagrams_lost", "Syslog datagrams that the sinks refused.", metrics.datagrams_lost);
  text.counter("redactd_connections_accepted", "Connections that were taken.", metrics.connections_total);
  text.counter("redactd_connections_refused", "Connections that were refused.", metrics.connections_refused);
  text.counter("redactd_sink_groups", "Groups of records written together.", metrics.sink_groups);
  text.counter("redactd_events_lost", "Events that a subscriber did not read in time.", metrics.events_lost);
  text.family("redactd_requests", "Requests by verb.", "verb", metrics.requests);
  text.family("redactd_errors", "Error replies by code.", "code", metrics.errors);
  text.family("redactd_rule_masked", "Findings by rule.", "rule", metrics.rule_masked);
  text.family("redactd_rule_observed", "Matches of rules in observe mode.", "rule", metrics.rule_observed);
  text.family("redactd_rule_advised", "Matches of rules in advise mode.", "rule", metrics.rule_advised);
  if (gauges.leaks_overdue) {
    text.gauges("redactd_leaks", "Leaks in the ledger, by state.", "state", gauges.leaks);
    text.gauge("redactd_leaks_overdue", "Leaks whose rotation is overdue.", *gauges.leaks_overdue);
  }
  text.frames(metrics);
  text.mask_times(metrics);
  return text.finish();
}

}  // namespace redactd::daemon
