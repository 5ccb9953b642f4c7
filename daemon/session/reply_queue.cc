#include "daemon/session/reply_queue.h"

#include "core/wire/capture.h"

namespace redactd::daemon {

std::string error_reply(const Error& error) {
  const std::string body = error.what + (error.hint.empty() ? "" : " " + error.hint);
  wire::ReplyHeader header;
  header.length = body.size();
  header.keys["code"] = error.code;
  return wire::format_reply_header(header) + body;
}

std::string& ReplyQueue::place() {
  if (slots_.empty()) return out_;
  Slot& slot = slots_.emplace_back();
  slot.ready = true;
  return slot.reply;
}

void ReplyQueue::add(std::string_view header, std::string_view body) {
  std::string& into = place();
  into.append(header);
  into.append(body);
  if (!slots_.empty()) {
    slots_.back().weight = into.size();
    waiting_bytes_ += into.size();
  }
}

void ReplyQueue::add_error(const Error& error) { add(error_reply(error)); }

uint64_t ReplyQueue::add_waiting(size_t findings, uint64_t generation, size_t weight) {
  Slot& slot = slots_.emplace_back();
  slot.findings = findings;
  slot.generation = generation;
  slot.weight = weight;
  waiting_bytes_ += weight;
  return first_ + slots_.size() - 1;
}

void ReplyQueue::settle(uint64_t number, const Result<uint64_t>& seq) {
  if (number < first_ || number - first_ >= slots_.size()) return;
  Slot& slot = slots_[number - first_];
  slot.ready = true;
  slot.reply = seq ? "ok 0 findings=" + std::to_string(slot.findings) + " gen=" + std::to_string(slot.generation) +
                         " seq=" + std::to_string(*seq) + "\n"
                   : error_reply(seq.error());
  release();
}

void ReplyQueue::release() {
  while (!slots_.empty() && slots_.front().ready) {
    out_ += slots_.front().reply;
    waiting_bytes_ -= slots_.front().weight;
    slots_.pop_front();
    ++first_;
  }
}

void ReplyQueue::mark_sent(size_t bytes) {
  sent_ += bytes;
  if (sent_ == out_.size()) {
    // An idle connection keeps no large buffer; a busy one keeps its small one.
    if (out_.capacity() > 64 * 1024) std::string().swap(out_);
    out_.clear();
    sent_ = 0;
  } else if (sent_ > 1024 * 1024) {
    out_.erase(0, sent_);
    sent_ = 0;
  }
}

}  // namespace redactd::daemon
