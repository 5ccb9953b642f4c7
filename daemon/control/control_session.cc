#include "daemon/control/control_session.h"

#include "core/base/limits.h"
#include "core/wire/json_rpc.h"
#include "daemon/control/methods.h"

namespace redactd::daemon {

Error ControlSession::line_too_long() {
  return Error{"rpc.line_too_long", "The line is longer than 1 MiB.", "Send one request a line."};
}

void ControlSession::take_file(std::unique_ptr<ReceivedFile> file) {
  if (!failed_ && files_.size() < kMaxWaitingFiles) files_.push_back(std::move(file));
}

void ControlSession::feed(std::string_view bytes, uint64_t) {
  while (!bytes.empty() && !failed_) {
    const size_t newline = bytes.find('\n');
    const std::string_view part = bytes.substr(0, newline);
    if (in_.size() + part.size() > kMaxControlLineBytes) {
      out_ += wire::format_rpc_error({}, line_too_long());
      failed_ = true;
      break;
    }
    in_.append(part);
    if (newline == std::string_view::npos) return;  // files wait for the rest of the line
    bytes.remove_prefix(newline + 1);
    const std::string line = std::move(in_);
    in_.clear();
    take_line(line);
  }
  files_.clear();
  if (failed_) std::string().swap(in_);
}

void ControlSession::refuse(const Error& error) {
  out_ += wire::format_rpc_error({}, error);
  failed_ = true;
}

void ControlSession::take_line(std::string_view line) {
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  if (line.empty()) return;
  const auto request = wire::parse_rpc_request(line);
  if (!request) {
    out_ += wire::format_rpc_error({}, request.error());
    return;
  }
  ++services_.metrics.requests["control"];
  std::string reply;
  if (request->method == "events.subscribe") {
    subscribed_ = true;
    reply = wire::format_rpc_result(request->id, "{\"subscribed\":true}");
  } else if (const Method method = find_method(request->method)) {
    std::unique_ptr<ReceivedFile> file;
    if (takes_file(request->method) && !files_.empty()) {
      file = std::move(files_.front());
      files_.pop_front();
    }
    caller_.file = file.get();
    const Answer answer = method(services_, caller_, request->params);
    caller_.file = nullptr;
    if (!answer.ok()) ++services_.metrics.errors[answer.refusal().error.code];
    reply = answer.ok() ? wire::format_rpc_result(request->id, answer.result())
                        : wire::format_rpc_error(request->id, answer.refusal().error, answer.refusal().data);
  } else {
    reply = wire::format_rpc_error(request->id, Error{"control.unknown_method", "There is no such method.", "See docs/protocol.md."});
  }
  if (!request->id.empty()) out_ += reply;
}

bool ControlSession::notify(std::string_view line) {
  if (pending_output().size() > kMaxWaiting) return false;
  out_ += line;
  return true;
}

void ControlSession::mark_sent(size_t bytes, uint64_t) {
  sent_ += bytes;
  if (sent_ < out_.size() && sent_ <= 1024 * 1024) return;
  out_.erase(0, sent_);
  sent_ = 0;
  if (out_.empty() && out_.capacity() > 64 * 1024) std::string().swap(out_);
}

}  // namespace redactd::daemon
