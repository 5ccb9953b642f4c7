// The rules in force at this moment; asked anew for every frame, so that a change acts on open connections at once.
#pragma once

#include "core/engine/snapshot.h"

namespace redactd::daemon {

class SnapshotSource {
 public:
  virtual ~SnapshotSource() = default;
  virtual const Snapshot& current() const = 0;
};

}  // namespace redactd::daemon
