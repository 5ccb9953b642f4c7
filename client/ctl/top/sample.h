// One look at the daemon: its metrics and its sinks, read out of the texts that it answers with.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace redactd::ctl {

struct SinkSample {
  std::string type, path, format, last_error;
  uint64_t bytes = 0;
  uint64_t lag = 0;  // records that were taken and are not stored yet
};

struct Sample {
  uint64_t at_ms = 0;                        // monotonic
  std::map<std::string, double> values;      // "redactd_captured_lines_total" and the like, those without labels
  std::map<std::string, uint64_t> rules;     // masks by rule
  std::vector<std::pair<double, uint64_t>> mask_buckets;  // upper bound in seconds (the last: infinity), cumulative count
  std::vector<SinkSample> sinks;

  double value(const char* name) const;
};

// `metrics`: OpenMetrics 1.0 text. `sinks`: the answer to the method `sinks`, JSON. What cannot be read is left out.
Sample read_sample(uint64_t at_ms, std::string_view metrics, const std::string& sinks);

}  // namespace redactd::ctl
