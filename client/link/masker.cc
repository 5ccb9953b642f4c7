#include "client/link/masker.h"

#include <utility>

#include "client/link/clock.h"
#include "client/link/paths.h"
#include "core/base/limits.h"

namespace redactd::link {

Masker::Masker(MaskerOptions options)
    : options_(std::move(options)), engine_(LocalEngine::default_dirs(options_.socket_dir, options_.state_dir)) {}

bool Masker::daemon_is_shunned() const { return breaker_.is_open(monotonic_ms()); }

bool Masker::connect(uint64_t deadline_ms) {
  if (connection_) return true;
  std::string dir = find_socket_dir(options_.socket_dir, "capture.sock");
  if (dir.empty()) return false;
  auto opened = CaptureConnection::open(dir, deadline_ms, options_.min_fd);
  if (!opened.ok()) {
    if (opened.error().code == "link.deadline") breaker_.trip(monotonic_ms());
    return false;
  }
  connection_.emplace(std::move(*opened));
  return true;
}

std::optional<Masked> Masker::ask_daemon(std::string_view text, const Keys& keys) {
  uint64_t start = monotonic_ms();
  if (options_.local_only || text.size() > kMaxFrameBytes || breaker_.is_open(start)) return std::nullopt;
  uint64_t deadline = start + kReplyDeadlineMs;
  // A kept connection may have died with an earlier daemon: that alone is worth one new try.
  for (int attempt = 0; attempt < 2; ++attempt) {
    bool kept = connection_.has_value();
    if (!connect(deadline)) return std::nullopt;
    auto reply = connection_->exchange("mask", keys, text, deadline, [this] { engine_.prepare(); });
    if (reply.ok() && reply->ok) {
      Masked masked;
      masked.findings = reply->number("findings").value_or(0);
      masked.by_daemon = true;
      masked.text = std::move(reply->body);
      masked.advice = std::move(reply->advice);
      return masked;
    }
    connection_.reset();
    if (reply.ok()) return std::nullopt;
    if (reply.error().code == "link.deadline" || reply.error().code == "link.reply_invalid") {
      breaker_.trip(monotonic_ms());
      return std::nullopt;
    }
    if (!kept) return std::nullopt;
  }
  return std::nullopt;
}

Masked Masker::mask(std::string_view text, const Keys& keys) {
  if (auto answer = ask_daemon(text, keys)) return std::move(*answer);
  Masked masked;
  masked.deadline_missed = breaker_.is_open(monotonic_ms());
  masked.findings = engine_.mask(text, masked.text).findings;
  return masked;
}

}  // namespace redactd::link
