// What `redactctl top` shows: the newest sample, and rates between it and the one before.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/ctl/top/sample.h"

namespace redactd::ctl {

struct RuleRate {
  std::string id;
  uint64_t total = 0;           // masks since the daemon's start
  std::optional<double> per_s;
};

struct Frame {
  Sample now;
  std::optional<double> lines_per_s, bytes_per_s, masks_per_s;  // nothing in the first frame, and behind a restart of the daemon
  // Upper bound, in seconds, of the time that half and 99 of 100 texts took to mask; infinity: more than the largest bucket.
  std::optional<double> median_s, p99_s;
  std::vector<RuleRate> rules;  // the busiest first
};

// `before`: null for the first frame.
Frame make_frame(Sample now, const Sample* before);

// For people, `width` columns at most (0: any), `height` lines at most (0: any).
std::string frame_text(const Frame& frame, size_t width, size_t height);

// One JSON object on one line. Unknown rates are null; a bound above the largest bucket is the string "inf".
std::string frame_json(const Frame& frame);

}  // namespace redactd::ctl
