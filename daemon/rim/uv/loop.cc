#include "daemon/rim/uv/loop.h"

#include <uv.h>

#include "core/base/limits.h"

namespace redactd::daemon {

Loop::Loop() : loop_(new uv_loop_t), read_buffer_(kReadBytes) { uv_loop_init(loop_); }

Loop::~Loop() {
  uv_run(loop_, UV_RUN_DEFAULT);  // the close callbacks that are still due
  uv_loop_close(loop_);
  delete loop_;
}

void Loop::run() { uv_run(loop_, UV_RUN_DEFAULT); }
void Loop::stop() { uv_stop(loop_); }
uint64_t Loop::now_ms() const { return uv_now(loop_); }

}  // namespace redactd::daemon
