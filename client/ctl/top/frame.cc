#include "client/ctl/top/frame.h"

#include <algorithm>
#include <cmath>

namespace redactd::ctl {
namespace {

// The bound of the bucket that holds the observation of rank `share`, counting only those since `before`.
std::optional<double> quantile(const Sample& now, const Sample* before, double share) {
  const auto since = [&](size_t i) {
    const bool comparable = before != nullptr && before->mask_buckets.size() == now.mask_buckets.size();
    return now.mask_buckets[i].second - (comparable ? before->mask_buckets[i].second : 0);
  };
  if (now.mask_buckets.empty()) return std::nullopt;
  const uint64_t count = since(now.mask_buckets.size() - 1);
  if (count == 0) return std::nullopt;
  const auto rank = static_cast<uint64_t>(std::ceil(share * static_cast<double>(count)));
  for (size_t i = 0; i < now.mask_buckets.size(); ++i) {
    if (since(i) >= rank) return now.mask_buckets[i].first;
  }
  return now.mask_buckets.back().first;
}

}  // namespace

Frame make_frame(Sample now, const Sample* before) {
  Frame frame;
  // A daemon that has started anew counts from zero.
  if (before != nullptr && now.value("redactd_uptime_seconds") < before->value("redactd_uptime_seconds")) before = nullptr;
  const double elapsed_s = before == nullptr ? 0 : static_cast<double>(now.at_ms - before->at_ms) / 1000.0;
  const auto rate = [&](double newer, double older) -> std::optional<double> {
    if (elapsed_s <= 0) return std::nullopt;
    return (newer - older) / elapsed_s;
  };
  const auto rate_of = [&](const char* name) { return rate(now.value(name), before == nullptr ? 0 : before->value(name)); };
  frame.lines_per_s = rate_of("redactd_captured_lines_total");
  frame.bytes_per_s = rate_of("redactd_captured_bytes_total");
  frame.masks_per_s = rate_of("redactd_masked_total");
  frame.median_s = quantile(now, before, 0.5);
  frame.p99_s = quantile(now, before, 0.99);
  for (const auto& [id, total] : now.rules) {
    const auto older = before == nullptr ? now.rules.end() : before->rules.find(id);
    const uint64_t base = before == nullptr || older == before->rules.end() ? 0 : older->second;
    frame.rules.push_back({id, total, rate(static_cast<double>(total), static_cast<double>(base))});
  }
  std::stable_sort(frame.rules.begin(), frame.rules.end(), [](const RuleRate& a, const RuleRate& b) {
    return std::pair(a.per_s.value_or(0), a.total) > std::pair(b.per_s.value_or(0), b.total);
  });
  frame.now = std::move(now);
  return frame;
}

}  // namespace redactd::ctl
