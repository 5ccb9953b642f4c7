#include "client/shim/local_stream.h"

#include "core/base/bytes.h"
#include "core/base/limits.h"

namespace redactd::shim {

void LocalStream::take_over(std::string_view context, std::string_view pending, uint64_t now_ms, std::string& out) {
  std::string given_out_already;
  feed(context, now_ms, given_out_already);
  // The daemon let go of all of the context; the engine must do so too before what follows, keeping its state.
  tick(now_ms + kHoldDeadlineMs + 1, given_out_already);
  wipe(given_out_already);
  feed(pending, now_ms, out);
}

void LocalStream::feed(std::string_view piece, uint64_t now_ms, std::string& out) {
  stream_.feed(engine_.snapshot(now_ms), engine_.redactor(), piece, now_ms, out);
}

void LocalStream::tick(uint64_t now_ms, std::string& out) {
  stream_.tick(engine_.snapshot(now_ms), engine_.redactor(), now_ms, out);
}

void LocalStream::finish(uint64_t now_ms, std::string& out) {
  stream_.finish(engine_.snapshot(now_ms), engine_.redactor(), out);
}

}  // namespace redactd::shim
