#include <algorithm>

#include "core/base/utc_time.h"
#include "daemon/control/leak_json.h"
#include "daemon/control/leak_services.h"
#include "daemon/control/methods.h"
#include "daemon/control/params.h"

namespace redactd::daemon {

// {"days": 30}: today and the days before it.
Answer method_masks_by_day(ControlServices& services, const Caller&, const std::string& text) {
  const auto leaks = leaks_of(services);
  if (!leaks) return leaks.error();
  Params params(text);
  const int64_t days = std::clamp<int64_t>(params.number("days").value_or(30), 1, 3660);
  if (Status read = params.status(); !read) return read.error();
  const int64_t now = services.clock.now_us() / 1'000'000;
  if (Status flushed = (*leaks)->masks.flush(services.metrics.rule_masked, now); !flushed) return flushed.error();
  const auto counts = (*leaks)->store.masks(format_day(now - (days - 1) * kDaySeconds));
  if (!counts) return counts.error();
  return "{\"days\":" + masks_json(*counts) + "}";
}

}  // namespace redactd::daemon
