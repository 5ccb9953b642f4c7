#include "client/ctl/leaks/report.h"

#include <algorithm>

namespace redactd::ctl {

uint64_t Report::count(const std::string& state) const {
  return static_cast<uint64_t>(std::count_if(leaks.begin(), leaks.end(), [&state](const LeakView& leak) { return leak.state == state; }));
}

uint64_t Report::overdue() const {
  return static_cast<uint64_t>(std::count_if(leaks.begin(), leaks.end(), [](const LeakView& leak) { return leak.overdue; }));
}

uint64_t Report::masked() const {
  uint64_t sum = 0;
  for (const MaskDayView& day : masks) sum += day.count;
  return sum;
}

}  // namespace redactd::ctl
