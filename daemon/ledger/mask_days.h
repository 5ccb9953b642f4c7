// Masked findings by rule and day: what the running totals of the metrics gained, kept over restarts.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/base/result.h"
#include "daemon/ports/leak_store.h"

namespace redactd::daemon {

class MaskDays {
 public:
  explicit MaskDays(LeakStore& store) : store_(store) {}

  // `totals`: by rule, since the start. What came on top since the last flush that went well is added to the day of `now`.
  Status flush(const std::map<std::string, uint64_t>& totals, int64_t now);

 private:
  LeakStore& store_;
  std::map<std::string, uint64_t> flushed_;
};

}  // namespace redactd::daemon
