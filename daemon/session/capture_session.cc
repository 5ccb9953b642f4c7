#include "daemon/session/capture_session.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/base/limits.h"
#include "daemon/session/put_record.h"

namespace redactd::daemon {
namespace {

Error unknown_verb() {
  return Error{"wire.verb_unknown", "The verb is none of mask, put, ping.", "See docs/protocol.md."};
}

Error header_too_large() {
  return Error{"wire.header_too_large", "The header line is longer than 4 KiB.", "Shorten the values of its keys."};
}

Error too_slow(const char* what) { return Error{"wire.deadline", what, "Send a frame in one go."}; }

}  // namespace

CaptureSession::CaptureSession(SessionServices& services, uint64_t number, const Peer& peer)
    : services_(services), number_(number), peer_(peer) {
  options_ = services.masker.options_for(peer.uid);
}

CaptureSession::~CaptureSession() { wipe(in_); }

bool CaptureSession::blocked() const {
  return failed_ || dead_ || job_ != nullptr || replies_.pending().size() > kMaxUnreadReplyBytes ||
         replies_.waiting_bytes() > kMaxWaitingPutBytes || replies_.waiting_count() > kMaxWaitingPuts || services_.store.busy();
}

void CaptureSession::feed(std::string_view bytes, uint64_t now_ms) {
  if (failed_ || dead_) return;  // lingering: read and dropped
  if (in_.empty()) {
    const size_t used = consume(bytes, now_ms);
    if (used < bytes.size() && !failed_) {
      if (header_ && !blocked()) in_.reserve(header_->length);
      in_.assign(bytes.substr(used));
    }
  } else {
    in_.append(bytes);
    resume(now_ms);
  }
  note_input_state(now_ms, true);
}

void CaptureSession::resume(uint64_t now_ms) {
  if (in_.empty() || blocked()) return;
  const size_t used = consume(in_, now_ms);
  if (failed_ || used == in_.size()) {
    wipe(in_);
    if (in_.capacity() > 4096) std::string().swap(in_);  // thousands of idle connections share one machine
  } else if (used > 0) {
    in_.erase(0, used);
  }
  if (used > 0) note_input_state(now_ms, true);
}

size_t CaptureSession::consume(std::string_view bytes, uint64_t now_ms) {
  size_t at = 0;
  parked_ = true;
  while (!blocked()) {
    if (skip_ > 0) {
      const size_t skipped = std::min(skip_, bytes.size() - at);
      skip_ -= skipped;
      at += skipped;
      if (skip_ > 0) return parked_ = false, at;
    }
    if (!header_ && !take_header(bytes, at, now_ms)) {
      if (refused_frame_) continue;
      return parked_ = false, at;
    }
    if (bytes.size() - at < header_->length) return parked_ = false, at;
    const size_t length = header_->length;
    handle(bytes.substr(at, length), now_ms);
    at += length;
    header_.reset();
  }
  return at;
}

// True: header_ is that of a known verb, and `at` stands at its body.
bool CaptureSession::take_header(std::string_view bytes, size_t& at, uint64_t now_ms) {
  refused_frame_ = false;
  const std::string_view rest = bytes.substr(at);
  const size_t newline = rest.substr(0, kMaxHeaderBytes + 1).find('\n');
  if (newline == std::string_view::npos) {
    if (rest.size() > kMaxHeaderBytes) fail(header_too_large(), now_ms);
    return false;
  }
  auto header = wire::parse_request_header(rest.substr(0, newline));
  at += newline + 1;
  if (!header) {
    fail(header.error(), now_ms);
    return false;
  }
  services_.metrics.count_frame(header->length);
  const bool known = header->verb == "mask" || header->verb == "put" || header->verb == "ping";
  ++services_.metrics.requests[known ? header->verb : "unknown"];
  const Status keys = header->verb == "put" ? check_put_keys(*header) : Status();
  if (!known || !keys) {
    const Error error = known ? keys.error() : unknown_verb();
    count_error(error);
    replies_.add_error(error);
    skip_ = header->length;
    refused_frame_ = true;
    return false;
  }
  header_ = std::move(*header);
  return true;
}

void CaptureSession::fail(const Error& error, uint64_t now_ms) {
  count_error(error);
  replies_.add_error(error);
  failed_ = true;
  linger_until_ms_ = now_ms + kLingerMs;
  header_since_ms_ = body_since_ms_ = std::nullopt;
}

void CaptureSession::count_error(const Error& error) { ++services_.metrics.errors[error.code]; }

void CaptureSession::mark_sent(size_t bytes, uint64_t now_ms) {
  replies_.mark_sent(bytes);
  if (bytes > 0) unread_since_ms_ = std::nullopt;
  if (!pending_output().empty() && !unread_since_ms_) unread_since_ms_ = now_ms;
}

bool CaptureSession::finished() const {
  if (dead_) return true;
  if (!replies_.empty() || job_ != nullptr) return false;
  return ended_ && (failed_ || !blocked());
}

void CaptureSession::note_input_state(uint64_t now_ms, bool progress) {
  const bool body = !failed_ && !blocked() && (header_ || skip_ > 0);
  const bool header = !failed_ && !blocked() && !body && !in_.empty();
  if (!header) header_since_ms_ = std::nullopt;
  if (header && !header_since_ms_) header_since_ms_ = now_ms;
  if (!body) body_since_ms_ = std::nullopt;
  if (body && (progress || !body_since_ms_)) body_since_ms_ = now_ms;
}

std::optional<uint64_t> CaptureSession::deadline() const {
  std::optional<uint64_t> first;
  const auto take = [&first](const std::optional<uint64_t>& since, uint64_t span) {
    if (since && (!first || *since + span < *first)) first = *since + span;
  };
  take(header_since_ms_, kHeaderDeadlineMs);
  take(body_since_ms_, kBodyDeadlineMs);
  take(unread_since_ms_, kUnreadRepliesDeadlineMs);
  take(linger_until_ms_, 0);
  return first;
}

void CaptureSession::tick(uint64_t now_ms) {
  const auto passed = [now_ms](const std::optional<uint64_t>& since, uint64_t span) { return since && now_ms >= *since + span; };
  if (passed(unread_since_ms_, kUnreadRepliesDeadlineMs)) dead_ = true;
  if (passed(linger_until_ms_, 0) && replies_.empty()) dead_ = true;
  if (passed(header_since_ms_, kHeaderDeadlineMs)) fail(too_slow("The header line was not finished within 5 s."), now_ms);
  if (passed(body_since_ms_, kBodyDeadlineMs)) fail(too_slow("No byte of the body came for 30 s."), now_ms);
  if (failed_) wipe(in_);
}

size_t CaptureSession::unfinished_bytes() const { return header_ ? in_.size() : 0; }

void CaptureSession::drop_body() {
  if (!header_ || in_.size() >= header_->length) return;
  const Error error{"limits.busy", "Too many unfinished frames are held at this moment.", "Send the frame again, in one go."};
  count_error(error);
  replies_.add_error(error);
  skip_ = header_->length - in_.size();
  header_.reset();  // body_since_ms_ stays: the rest of the body is awaited as before
  wipe(in_);
  std::string().swap(in_);
}

}  // namespace redactd::daemon
