#include "daemon/ledger/mask_days.h"

#include "core/base/utc_time.h"

namespace redactd::daemon {

Status MaskDays::flush(const std::map<std::string, uint64_t>& totals, int64_t now) {
  std::vector<MaskCount> gained;
  for (const auto& [rule, total] : totals) {
    const auto before = flushed_.find(rule);
    const uint64_t gain = total - (before == flushed_.end() ? 0 : before->second);
    if (gain > 0) gained.push_back({format_day(now), rule, gain});
  }
  if (gained.empty()) return {};
  if (Status added = store_.add_masks(gained); !added) return added;
  flushed_ = totals;
  return {};
}

}  // namespace redactd::daemon
