#include <algorithm>
#include <map>

#include "client/ctl/leaks/mask_chart.h"
#include "core/base/utc_time.h"

namespace redactd::ctl {

MaskGrid mask_grid(const std::vector<MaskDayView>& masks, int days, int64_t now, size_t most) {
  MaskGrid grid;
  std::map<std::string, size_t> day_number;
  for (int back = days - 1; back >= 0; --back) {
    grid.days.push_back(format_day(now - back * kDaySeconds));
    day_number[grid.days.back()] = grid.days.size() - 1;
  }
  grid.totals.resize(grid.days.size());
  std::map<std::string, MaskSeries> by_rule;
  for (const MaskDayView& mask : masks) {
    const auto day = day_number.find(mask.day);
    if (day == day_number.end() || mask.count == 0) continue;
    MaskSeries& series = by_rule[mask.rule];
    series.rule = mask.rule;
    series.by_day.resize(grid.days.size());
    series.by_day[day->second] += mask.count;
    series.total += mask.count;
    grid.totals[day->second] += mask.count;
  }
  for (auto& [rule, series] : by_rule) grid.series.push_back(std::move(series));
  std::stable_sort(grid.series.begin(), grid.series.end(), [](const MaskSeries& a, const MaskSeries& b) { return a.total > b.total; });
  if (grid.series.size() <= most) return grid;
  MaskSeries rest{"other rules", std::vector<uint64_t>(grid.days.size()), 0};
  for (size_t i = most; i < grid.series.size(); ++i) {
    rest.total += grid.series[i].total;
    for (size_t day = 0; day < grid.days.size(); ++day) rest.by_day[day] += grid.series[i].by_day[day];
  }
  grid.series.resize(most);
  grid.series.push_back(std::move(rest));
  return grid;
}

}  // namespace redactd::ctl
