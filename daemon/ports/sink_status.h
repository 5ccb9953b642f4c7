// How the sinks are doing, for the operator.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace redactd::daemon {

struct SinkStatus {
  std::string type;        // "file"
  std::string path;
  std::string format;      // jsonl, text
  uint64_t bytes = 0;      // of the current file
  uint64_t waiting = 0;    // records that were taken but are not stored yet
  uint64_t last_seq = 0;
  std::string last_error;  // dotted code; empty: none
};

class SinkReport {
 public:
  virtual ~SinkReport() = default;
  virtual std::vector<SinkStatus> sinks() const = 0;
};

}  // namespace redactd::daemon
