#include "client/shim/remote_stream.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "core/base/bytes.h"
#include "core/base/limits.h"
#include "core/wire/capture.h"

namespace redactd::shim {

void RemoteStream::queue(std::string_view piece, bool more, bool flush, uint64_t now_ms) {
  wire::RequestHeader header;
  header.verb = "mask";
  header.length = piece.size();
  header.keys = keys_;
  if (more) header.keys["more"] = "1";
  if (more) header.keys["held"] = "1";  // to know which raw bytes to keep for the local engine
  if (flush) header.keys["flush"] = "1";
  if (sent_ == outgoing_.size()) {
    outgoing_.clear();
    sent_ = 0;
  }
  std::string line = wire::format_request_header(header);
  if (line.empty() || line.back() != '\n') line += '\n';
  outgoing_.append(line);
  outgoing_.append(piece);
  if (outstanding_.empty()) progress_ms_ = now_ms;
  outstanding_.push_back(piece.size());
}

Status RemoteStream::pump(uint64_t now_ms) {
  while (wants_to_send()) {
    ssize_t sent = send(fd_.get(), outgoing_.data() + sent_, outgoing_.size() - sent_, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && errno == EAGAIN) break;
    // What was answered before the end may still lie in the socket: read on, the end will show there.
    if (sent < 0) break;
    sent_ += static_cast<size_t>(sent);
    progress_ms_ = now_ms;
  }
  std::array<char, 64 * 1024> chunk;
  for (;;) {
    ssize_t got = recv(fd_.get(), chunk.data(), chunk.size(), MSG_DONTWAIT);
    if (got > 0) {
      reader_.feed({chunk.data(), static_cast<size_t>(got)});
      progress_ms_ = now_ms;
      if (static_cast<size_t>(got) < chunk.size()) return {};
    } else if (got < 0 && errno == EAGAIN) {
      return {};
    } else if (got < 0 && errno == EINTR) {
      continue;
    } else {
      return Error{"link.closed", "The daemon closed the connection.", ""};
    }
  }
}

// With no findings the masked text is the raw text, so what has not come back is held. With some, and no word of the daemon,
// everything up to the end of the piece counts as given out.
size_t RemoteStream::held_after(const link::Reply& reply, size_t piece_bytes) {
  if (auto held = reply.number("held")) return *held;
  unsettled_in_ += piece_bytes;
  unsettled_out_ += reply.body.size();
  unsettled_findings_ = unsettled_findings_ || reply.number("findings").value_or(1) != 0;
  size_t held = unsettled_findings_ || unsettled_out_ > unsettled_in_ ? 0 : unsettled_in_ - unsettled_out_;
  if (held == 0) {
    unsettled_in_ = unsettled_out_ = 0;
    unsettled_findings_ = false;
  }
  return held;
}

Result<std::optional<RemoteStream::Answer>> RemoteStream::next_answer() {
  auto reply = reader_.next();
  if (!reply.ok()) return reply.error();
  if (!reply->has_value()) return std::optional<Answer>();
  link::Reply& got = **reply;
  if (!got.ok || outstanding_.empty()) return Error{"link.refused", "The daemon refused a piece of the stream.", ""};
  Answer answer;
  answer.piece_bytes = outstanding_.front();
  outstanding_.pop_front();
  answer.held = held_after(got, answer.piece_bytes);
  answer.masked = std::move(got.body);
  return std::optional<Answer>(std::move(answer));
}

std::optional<uint64_t> RemoteStream::deadline_ms() const {
  if (outstanding_.empty()) return std::nullopt;
  return progress_ms_ + kReplyDeadlineMs;
}

}  // namespace redactd::shim
