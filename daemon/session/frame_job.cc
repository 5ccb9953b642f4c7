#include "daemon/session/frame_job.h"

#include <algorithm>

#include "core/base/bytes.h"

namespace redactd::daemon {

FrameJob::FrameJob(wire::RequestHeader header, std::string body, StreamRedactor* stream, MaskOptions options, bool more, bool flush)
    : header_(std::move(header)), body_(std::move(body)), stream_(stream), more_(more), flush_(flush) {
  if (stream_ == nullptr) stream_ = &own_.emplace(options);
  out_.reserve(body_.size() + 64);
}

FrameJob::~FrameJob() { wipe(body_); }

bool FrameJob::advance(LineMasker& masker, uint64_t now_ms) {
  const std::string_view rest = std::string_view(body_).substr(at_);
  std::string_view slice = rest.substr(0, kSliceBytes);
  if (slice.size() < rest.size()) {
    // A cut behind a newline costs the stream nothing.
    if (const size_t newline = slice.rfind('\n'); newline != std::string_view::npos) slice = slice.substr(0, newline + 1);
  }
  if (!slice.empty()) masker.feed(*stream_, slice, now_ms, out_, report_);
  at_ += slice.size();
  if (at_ < body_.size()) return false;
  if (!more_) {
    masker.finish(*stream_, out_, report_);
  } else if (flush_) {
    masker.release(*stream_, now_ms, out_, report_);  // the stream goes on: an open key block may have paused only
  }
  return true;
}

}  // namespace redactd::daemon
