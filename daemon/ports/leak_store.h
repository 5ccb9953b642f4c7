// Where leaks are kept. Implemented by rim/sqlite; an in-memory twin stands in tests/unit/ledger.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "daemon/ports/leak.h"

namespace redactd::daemon {

// Errors of all: ledger.unavailable (damaged, of a newer version, or not readable), ledger.io, ledger.no_space.
class LeakStore {
 public:
  virtual ~LeakStore() = default;

  virtual Result<std::vector<Leak>> load() = 0;

  // Writes the rows, new ones and changed ones, all or none; durable when it returns. Events that are not stored yet are
  // added; stored ones are never changed or taken away.
  virtual Status save(std::span<const Leak> leaks) = 0;

  // Adds to the counts of days and rules.
  virtual Status add_masks(std::span<const MaskCount> counts) = 0;
  // Raises counts that are lower than these.
  virtual Status raise_masks(std::span<const MaskCount> counts) = 0;
  // From `first_day` ("2026-01-31") on, in order of day and rule.
  virtual Result<std::vector<MaskCount>> masks(const std::string& first_day) = 0;
};

}  // namespace redactd::daemon
