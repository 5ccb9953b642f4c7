// The threads of a sweep and what waits for them. A large file's ranges are shared before another file is opened.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "client/files/context.h"
#include "client/files/plain_file.h"

namespace redactd::files {

class Crew {
 public:
  // Both wait no longer than this, so that the caller may show how far it is.
  static constexpr auto kPatience = std::chrono::milliseconds(200);

  Crew(unsigned threads, Context& context);
  ~Crew();
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  // false: the queue is full and stayed so; `found` is as it was.
  bool put(Found& found);
  // Nothing waits and nothing is being worked on.
  bool wait_idle();

 private:
  static constexpr size_t kMaxWaiting = 256;  // each may hold a directory open

  void run();
  void open_next(Found found, Bench& bench);
  void work_on(const std::shared_ptr<PlainFile>& file, Bench& bench);

  Context& context_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Found> waiting_;
  std::vector<std::shared_ptr<PlainFile>> shared_;  // with ranges that nobody took yet
  unsigned busy_ = 0;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace redactd::files
