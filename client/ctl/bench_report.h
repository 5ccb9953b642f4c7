// What `redactctl rules bench` measured, as a table and as JSON.
#pragma once

#include <string>
#include <vector>

#include "client/ctl/rule_clock.h"

namespace redactd::ctl {

struct BenchResult {
  uint64_t bytes = 0;
  uint64_t whole_ns = 0;        // the whole search, nothing watched
  uint64_t search_ns = 0;       // of that, finding the literals
  std::vector<RuleCost> costs;  // by rule number; the last one is that of all argv rules
};

std::string bench_text(const Snapshot& snapshot, const BenchResult& result, size_t passes, size_t top);
std::string bench_json(const Snapshot& snapshot, const BenchResult& result, size_t passes);

}  // namespace redactd::ctl
