// All sinks behind one writer: records are grouped, one group is with the disk at a time, everything that arrives meanwhile
// shares the next (group commit).
#pragma once

#include <memory>
#include <vector>

#include "daemon/ports/record_store.h"
#include "daemon/ports/sink_status.h"
#include "daemon/rim/sinks/sink_file.h"
#include "daemon/rim/uv/handles.h"

namespace redactd::daemon {

class SinkWriter : public RecordStore, public SinkReport {
 public:
  // `listener` is set before the first record; calls come on the loop's thread. `sync_ms`: how long what was asked to be
  // written only (sync=later) may stay unsynced.
  SinkWriter(Loop& loop, std::vector<std::unique_ptr<SinkFile>> files, uint64_t sync_ms);
  ~SinkWriter() override;  // writes and syncs what is left
  void set_listener(StoreListener& listener) { listener_ = &listener; }

  void store(const Record& record, const StoreTicket& ticket, bool later) override;
  bool busy() const override;
  bool idle() const;  // nothing is waiting and nothing is with the disk
  std::vector<SinkStatus> sinks() const override;

 private:
  struct Entry {
    StoreTicket ticket;
    bool later;
    std::string json_tail;
    std::string text_line;
  };
  struct Group {
    std::vector<Entry> entries;
    uint64_t first_seq = 0;  // given by the thread
    std::optional<Error> error;
  };
  class Worker;

  void hand_over();
  void group_written();

  std::vector<Entry> waiting_;
  size_t waiting_bytes_ = 0;
  size_t writing_bytes_ = 0;
  bool writing_ = false;
  bool wants_text_ = false;
  StoreListener* listener_ = nullptr;
  std::unique_ptr<Worker> worker_;
  Turn turn_;  // a group begins at the end of the turn that gave its first record
  Wakeup written_;
};

}  // namespace redactd::daemon
