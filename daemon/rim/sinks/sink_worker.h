// The thread that stands between the loop and the disk. For sink_writer.cc.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "daemon/rim/sinks/sink_writer.h"

namespace redactd::daemon {

class SinkWriter::Worker {
 public:
  // `written` is called on the thread after each group.
  Worker(std::vector<std::unique_ptr<SinkFile>> files, uint64_t sync_ms, std::function<void()> written);
  ~Worker();

  void give(Group group);  // only one at a time
  std::optional<Group> take_written();
  std::vector<SinkStatus> status() const;

 private:
  void run();
  void write(Group& group);
  Status write_file(SinkFile& file, const Group& group, bool sync);
  void sync_late_ones();
  void note_status(const std::string& error_code);

  std::vector<std::unique_ptr<SinkFile>> files_;  // the thread's
  uint64_t next_seq_ = 1;                         // the thread's
  std::optional<std::chrono::steady_clock::time_point> sync_due_;  // the thread's
  const std::chrono::milliseconds sync_after_;
  std::function<void()> written_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<Group> given_, done_;
  std::vector<SinkStatus> status_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace redactd::daemon
