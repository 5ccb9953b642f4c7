// One frame that is masked as a stream: a piece of one (more=1), or a large frame in slices with turns of the loop between.
#pragma once

#include <optional>
#include <string>

#include "core/base/limits.h"
#include "core/wire/capture.h"
#include "daemon/session/line_masker.h"

namespace redactd::daemon {

// Frames up to this size are masked at once; it takes well below a millisecond.
inline constexpr size_t kWholeFrameBytes = 4 * kSliceBytes;

class FrameJob {
 public:
  // `stream`: of the connection, or null for a frame of its own. The stream ends with this frame unless `more`.
  FrameJob(wire::RequestHeader header, std::string body, StreamRedactor* stream, MaskOptions options, bool more, bool flush);
  ~FrameJob();

  // Masks the next slice; true once the frame is done.
  bool advance(LineMasker& masker, uint64_t now_ms);

  const wire::RequestHeader& header() const { return header_; }
  const std::string& output() const { return out_; }
  MaskedText take_text(LineMasker& masker) { return masker.from_stream(std::move(out_)); }
  MaskReport& report() { return report_; }
  bool ends_stream() const { return !more_; }
  // The client asked to be told what is held (`held=1`): others get exactly the reply of version 1.
  bool wants_held() const { return header_.keys.contains("held"); }
  // Raw bytes of the stream that have not been given out yet.
  size_t held_bytes() const { return more_ ? stream_->held_bytes() : 0; }
  size_t memory_bytes() const { return body_.size() + out_.size(); }

 private:
  wire::RequestHeader header_;
  std::string body_;
  size_t at_ = 0;
  std::optional<StreamRedactor> own_;
  StreamRedactor* stream_;
  bool more_;
  bool flush_;
  std::string out_;
  MaskReport report_;
};

}  // namespace redactd::daemon
