// Where masked lines go. Implemented by rim/sinks; an in-memory twin stands in tests/support.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/result.h"
#include "daemon/ports/record.h"

namespace redactd::daemon {

// Names a stored record towards who gave it: the session and its own count.
struct StoreTicket {
  uint64_t session = 0;  // 0: nobody waits (datagrams)
  uint64_t number = 0;
};

class StoreListener {
 public:
  virtual ~StoreListener() = default;
  // The record is durable (or written, where that was asked for) under the sequence number; or it is not, and may be given
  // again. `json_tail`: the record's JSON behind its "seq" member. Errors: sink.no_space, sink.io.
  virtual void stored(const StoreTicket& ticket, const Result<uint64_t>& seq, std::string_view json_tail) = 0;
  // All of one group was told.
  virtual void group_done() = 0;
};

class RecordStore {
 public:
  virtual ~RecordStore() = default;
  // Takes the record; the listener hears of it in a later turn of the loop. `later`: do not wait for the sync.
  virtual void store(const Record& record, const StoreTicket& ticket, bool later) = 0;
  // True while so much is waiting for the disk that nobody should give more.
  virtual bool busy() const = 0;
};

}  // namespace redactd::daemon
