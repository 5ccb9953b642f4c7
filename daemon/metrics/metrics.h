// What happened, in numbers. One loop thread counts; nothing here is a secret or a piece of captured text.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "core/engine/redactor.h"

namespace redactd::daemon {

struct Metrics {
  uint64_t captured_lines = 0;
  uint64_t captured_bytes = 0;
  uint64_t masked = 0;              // findings that were masked
  uint64_t records_stored = 0;
  uint64_t records_refused = 0;     // sink.no_space, sink.io
  uint64_t datagrams_lost = 0;      // syslog records that the sinks refused: nobody could be told
  uint64_t connections_total = 0;
  uint64_t connections_refused = 0;
  uint64_t sink_groups = 0;
  uint64_t events_lost = 0;         // to subscribers that do not read
  std::map<std::string, uint64_t> requests;    // by verb
  std::map<std::string, uint64_t> errors;      // by code
  std::map<std::string, uint64_t> rule_masked, rule_observed, rule_advised;  // by rule id

  // Frame sizes: the upper bounds in bytes, the last bucket takes the rest.
  static constexpr std::array<uint64_t, 7> kFrameBounds = {64, 256, 1024, 4096, 65536, 1048576, 8388608};
  std::array<uint64_t, 8> frames{};
  uint64_t frame_bytes_sum = 0;

  // How long masking one text, or one piece of a stream, took: upper bounds in nanoseconds, the last bucket takes the rest.
  static constexpr std::array<uint64_t, 9> kMaskBounds = {5'000, 10'000, 25'000, 50'000, 100'000, 250'000, 1'000'000, 5'000'000, 50'000'000};
  std::array<uint64_t, 10> mask_times{};
  uint64_t mask_ns_sum = 0;

  void count_frame(size_t bytes);
  void count_mask(uint64_t nanoseconds);
  void count_text(std::string_view text);  // lines and bytes that came in
  void count_report(const Snapshot& snapshot, const MaskReport& report);
};

// Gauges that others keep.
struct Gauges {
  uint64_t generation = 0;
  uint64_t rules = 0;
  uint64_t patterns = 0;
  uint64_t connections = 0;
  uint64_t uptime_s = 0;
  std::map<std::string, uint64_t> leaks;        // by state; empty: the ledger could not be opened
  std::optional<uint64_t> leaks_overdue;
};

// OpenMetrics 1.0 text, "# EOF" at its end.
std::string open_metrics(const Metrics& metrics, const Gauges& gauges);

}  // namespace redactd::daemon
