// The few libuv handles that the daemon needs, each owned by an object that closes it at its end.
#pragma once

#include <cstdint>
#include <functional>

#include "daemon/rim/uv/loop.h"

namespace redactd::daemon {

// Readiness of a descriptor that the caller owns and closes afterwards.
class Poll {
 public:
  static constexpr int kReadable = 1;
  static constexpr int kWritable = 2;

  Poll(Loop& loop, int fd, std::function<void(int events)> ready);
  ~Poll();
  Poll(const Poll&) = delete;
  Poll& operator=(const Poll&) = delete;
  void watch(int events);  // 0: none

 private:
  struct Cell;
  Cell* cell_;
  int watched_ = 0;
};

class Timer {
 public:
  Timer(Loop& loop, std::function<void()> expired);
  ~Timer();
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;
  void start(uint64_t after_ms, uint64_t repeat_ms);
  void stop();

 private:
  struct Cell;
  Cell* cell_;
};

// Called once in each turn of the loop while it is on: work that is cut into slices.
class Turn {
 public:
  Turn(Loop& loop, std::function<void()> work);
  ~Turn();
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  void set(bool on);

 private:
  struct Cell;
  Cell* cell_;
  bool on_ = false;
};

// Wakes the loop from another thread. Several wakes may become one call.
class Wakeup {
 public:
  Wakeup(Loop& loop, std::function<void()> woken);
  ~Wakeup();
  Wakeup(const Wakeup&) = delete;
  Wakeup& operator=(const Wakeup&) = delete;
  void wake();  // any thread

 private:
  struct Cell;
  Cell* cell_;
};

class Signal {
 public:
  Signal(Loop& loop, int number, std::function<void()> raised);
  ~Signal();
  Signal(const Signal&) = delete;
  Signal& operator=(const Signal&) = delete;

 private:
  struct Cell;
  Cell* cell_;
};

}  // namespace redactd::daemon
