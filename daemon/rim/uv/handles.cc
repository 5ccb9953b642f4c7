#include "daemon/rim/uv/handles.h"

#include <uv.h>

#include "daemon/rim/uv/pinned.h"

namespace redactd::daemon {

using Plain = std::function<void()>;

struct Poll::Cell : PinnedCell<uv_poll_t, std::function<void(int)>> {
  using PinnedCell::PinnedCell;
};
struct Timer::Cell : PinnedCell<uv_timer_t, Plain> {
  using PinnedCell::PinnedCell;
};
struct Turn::Cell : PinnedCell<uv_idle_t, Plain> {
  using PinnedCell::PinnedCell;
};
struct Wakeup::Cell : PinnedCell<uv_async_t, Plain> {
  using PinnedCell::PinnedCell;
};
struct Signal::Cell : PinnedCell<uv_signal_t, Plain> {
  using PinnedCell::PinnedCell;
};

namespace {

template <typename Handle>
void call(Handle* handle) {
  if (const auto& callback = PinnedCell<Handle, Plain>::of(handle)->callback) callback();
}

void on_poll(uv_poll_t* handle, int status, int events) {
  const auto& callback = PinnedCell<uv_poll_t, std::function<void(int)>>::of(handle)->callback;
  // An error of the descriptor shows at the next read.
  if (callback) callback(status < 0 ? Poll::kReadable : events);
}

}  // namespace

Poll::Poll(Loop& loop, int fd, std::function<void(int)> ready) : cell_(new Cell(std::move(ready))) {
  uv_poll_init(loop.raw(), &cell_->handle, fd);
}
Poll::~Poll() {
  uv_poll_stop(&cell_->handle);
  cell_->close();
}
void Poll::watch(int events) {
  if (events == watched_) return;
  watched_ = events;
  if (events == 0) {
    uv_poll_stop(&cell_->handle);
  } else {
    uv_poll_start(&cell_->handle, events, on_poll);
  }
}

Timer::Timer(Loop& loop, Plain expired) : cell_(new Cell(std::move(expired))) { uv_timer_init(loop.raw(), &cell_->handle); }
Timer::~Timer() { cell_->close(); }
void Timer::start(uint64_t after_ms, uint64_t repeat_ms) { uv_timer_start(&cell_->handle, call<uv_timer_t>, after_ms, repeat_ms); }
void Timer::stop() { uv_timer_stop(&cell_->handle); }

Turn::Turn(Loop& loop, Plain work) : cell_(new Cell(std::move(work))) { uv_idle_init(loop.raw(), &cell_->handle); }
Turn::~Turn() { cell_->close(); }
void Turn::set(bool on) {
  if (on == on_) return;
  on_ = on;
  if (on) {
    uv_idle_start(&cell_->handle, call<uv_idle_t>);
  } else {
    uv_idle_stop(&cell_->handle);
  }
}

Wakeup::Wakeup(Loop& loop, Plain woken) : cell_(new Cell(std::move(woken))) {
  uv_async_init(loop.raw(), &cell_->handle, call<uv_async_t>);
}
Wakeup::~Wakeup() { cell_->close(); }
void Wakeup::wake() { uv_async_send(&cell_->handle); }

Signal::Signal(Loop& loop, int number, Plain raised) : cell_(new Cell(std::move(raised))) {
  uv_signal_init(loop.raw(), &cell_->handle);
  uv_signal_start(&cell_->handle, [](uv_signal_t* handle, int) { call(handle); }, number);
}
Signal::~Signal() { cell_->close(); }

}  // namespace redactd::daemon
