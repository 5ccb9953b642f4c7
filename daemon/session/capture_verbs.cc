// What a capture session does with a complete frame.
#include "core/base/limits.h"
#include "daemon/session/capture_session.h"
#include "daemon/session/put_record.h"

namespace redactd::daemon {
namespace {

bool is_set(const wire::RequestHeader& header, const char* key) {
  const auto found = header.keys.find(key);
  return found != header.keys.end() && found->second == "1";
}

}  // namespace

void CaptureSession::handle(std::string_view body, uint64_t now_ms) {
  if (header_->verb == "ping") {
    replies_.add("ok 0 gen=" + std::to_string(services_.masker.snapshot().generation()) + " version=" + services_.version + "\n");
    return;
  }
  services_.metrics.count_text(body);
  const bool streamed = stream_ || is_set(*header_, "more") || is_set(*header_, "flush");
  if (streamed || body.size() > kWholeFrameBytes) return start_job(body, now_ms);
  if (header_->verb == "mask") return handle_mask(body);
  handle_put(body);
}

void CaptureSession::handle_mask(std::string_view body) {
  MaskReport report;
  const MaskedText masked = services_.masker.mask(body, options_, report);
  answer_masked(report, masked.bytes());
}

void CaptureSession::handle_put(std::string_view body) {
  MaskReport report;
  MaskedText masked = services_.masker.mask(body, options_, report);
  store(*header_, std::move(masked), report);
}

void CaptureSession::start_job(std::string_view body, uint64_t now_ms) {
  const bool more = is_set(*header_, "more");
  if (more && !stream_) stream_.emplace(options_);
  job_ = std::make_unique<FrameJob>(*header_, std::string(body), stream_ ? &*stream_ : nullptr, options_, more,
                                    is_set(*header_, "flush"));
  if (body.size() > kWholeFrameBytes) return;  // in turns of the loop, so that others are served meanwhile
  while (!job_->advance(services_.masker, now_ms)) {
  }
  finish_job();
}

void CaptureSession::work(uint64_t now_ms) {
  if (!job_ || !job_->advance(services_.masker, now_ms)) return;
  finish_job();
  resume(now_ms);
  note_input_state(now_ms, true);
}

void CaptureSession::finish_job() {
  const std::unique_ptr<FrameJob> job = std::move(job_);
  if (job->ends_stream()) stream_.reset();
  if (job->header().verb == "mask") {
    const auto held = job->ends_stream() || !job->wants_held() ? std::optional<size_t>() : job->held_bytes();
    return answer_masked(job->report(), job->output(), held);
  }
  MaskedText text = job->take_text(services_.masker);
  // A piece that gave nothing out leaves no record: its text comes with the next one's.
  if (text.empty() && !job->ends_stream()) return answer_masked(job->report(), {});
  store(job->header(), std::move(text), job->report());
}

void CaptureSession::answer_masked(const MaskReport& report, std::string_view body, std::optional<size_t> held) {
  size_t advice = 0;
  const std::string lines = report.advised.empty() ? std::string() : advice_lines(report, advice);
  std::string header = "ok " + std::to_string(body.size()) + " findings=" + std::to_string(report.findings) +
                       " gen=" + std::to_string(services_.masker.snapshot().generation());
  // A client that streams can then take over at the exact byte if we die.
  if (held) header += " held=" + std::to_string(*held);
  if (advice == 0) {
    header += '\n';
    replies_.add(header, body);
  } else {
    header += " advice=" + std::to_string(advice) + "\n";
    replies_.add(header, std::string(body) + lines);
  }
}

// A hint comes once per connection and rule: a connection is a shell (design 4, "Modes of a rule").
std::string CaptureSession::advice_lines(const MaskReport& report, size_t& count) {
  std::string lines;
  const Snapshot& snapshot = services_.masker.snapshot();
  for (const uint32_t number : report.advised) {
    if (number >= snapshot.size()) continue;
    const RuleSpec& rule = snapshot.rule(number);
    if (rule.advice.empty() || !advised_.insert(rule.id).second) continue;
    for (const char c : rule.advice) lines += c == '\n' || c == '\r' ? ' ' : c;
    lines += '\n';
    ++count;
  }
  return lines;
}

void CaptureSession::store(const wire::RequestHeader& header, MaskedText text, MaskReport& report) {
  const size_t weight = text.bytes().size() + 256;
  const Record record = put_record(header, std::move(text), peer_, services_.clock, services_.masker, report);
  const uint64_t ticket = replies_.add_waiting(record.findings, record.generation, weight);
  const auto sync = header.keys.find("sync");
  services_.store.store(record, StoreTicket{number_, ticket}, sync != header.keys.end() && sync->second == "later");
}

}  // namespace redactd::daemon
