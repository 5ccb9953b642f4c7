// Masks by rule and by day, as a picture and as tables.
#pragma once

#include <string>
#include <vector>

#include "client/ctl/leaks/ledger_view.h"

namespace redactd::ctl {

// The days of a report, the newest last, and for each series the count of each day.
struct MaskSeries {
  std::string rule;                // "other rules" for what stands together
  std::vector<uint64_t> by_day;
  uint64_t total = 0;
};
struct MaskGrid {
  std::vector<std::string> days;
  std::vector<MaskSeries> series;  // the most frequent first, at most `most` of them and the rest in one
  std::vector<uint64_t> totals;    // of each day
};
MaskGrid mask_grid(const std::vector<MaskDayView>& masks, int days, int64_t now, size_t most);

// An inline SVG: a column a day, stacked by rule, with numbers that can be read.
std::string mask_chart_svg(const MaskGrid& grid);

// The numbers behind it: by rule, and (folded) by day.
std::string mask_tables_html(const MaskGrid& grid);

}  // namespace redactd::ctl
