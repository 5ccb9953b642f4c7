#include "client/ctl/rpc.h"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>

#include "client/link/clock.h"
#include "client/link/connection.h"
#include "client/link/paths.h"
#include "core/base/limits.h"

namespace redactd::ctl {
namespace {

using nlohmann::json;

// Compiling patterns and syncing state take their time; a person waits.
constexpr uint64_t kCallDeadlineMs = 15'000;
constexpr size_t kMaxAnswerBytes = 64 * 1024 * 1024;

std::string text_of(const json& object, const char* key) {
  auto at = object.find(key);
  return at != object.end() && at->is_string() ? at->get<std::string>() : std::string();
}

// {"code","message","data":{"code","what","hint","refusals":[...],"matched_lines":[...]}}
Error error_of(const json& error) {
  if (!error.is_object()) return Error{"link.reply_invalid", "The daemon's answer was no JSON-RPC error.", ""};
  json data = error.value("data", json::object());
  if (!data.is_object()) data = json::object();
  Error result{text_of(data, "code"), text_of(data, "what"), text_of(data, "hint")};
  int number = error.value("code", 0);
  if (result.code.empty()) result.code = number == -32602 ? "rpc.params_invalid" : number == -32601 ? "control.unknown_method" : "rpc.failed";
  if (result.what.empty()) result.what = text_of(error, "message");
  json refusals = data.value("refusals", json::array());
  if (refusals.is_array() && refusals.size() > 1) {
    for (const json& refusal : refusals) {
      if (!refusal.is_object() || text_of(refusal, "code") == result.code) continue;
      result.hint += "\n  " + Error{text_of(refusal, "code"), text_of(refusal, "what"), text_of(refusal, "hint")}.message();
    }
  }
  json lines = data.value("matched_lines", json::array());
  if (lines.is_array() && !lines.empty()) {
    result.hint += "\n  It would mask ordinary lines:";
    for (const json& line : lines) result.hint += "\n    " + (line.is_string() ? line.get<std::string>() : line.dump());
  }
  return result;
}

}  // namespace

Result<Rpc> Rpc::open(const Globals& globals) {
  std::string dir = link::find_socket_dir(globals.socket_dir, "control.sock");
  Error absent{"link.absent", "No daemon answers on a control socket.",
               "Start redactd, or name its directory with --socket-dir. redactctl doctor tells where it was looked for."};
  if (dir.empty()) return absent;
  auto fd = link::connect_unix(dir + "/control.sock", link::monotonic_ms() + kCallDeadlineMs / 10);
  if (!fd.ok()) return fd.error().code == "link.absent" ? absent : fd.error();
  return Rpc(std::move(*fd));
}

ssize_t Rpc::send_some(std::string_view bytes, int descriptor) {
  if (descriptor < 0) return send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  iovec piece{const_cast<char*>(bytes.data()), bytes.size()};
  msghdr message{};
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  cmsghdr* part = CMSG_FIRSTHDR(&message);
  part->cmsg_level = SOL_SOCKET;
  part->cmsg_type = SCM_RIGHTS;
  part->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(part), &descriptor, sizeof descriptor);
  return sendmsg(fd_.get(), &message, MSG_NOSIGNAL);
}

Status Rpc::send_line(const std::string& line, uint64_t deadline_ms, int descriptor) {
  std::string_view rest = line;
  while (!rest.empty()) {
    ssize_t sent = send_some(rest, descriptor);
    if (sent > 0) {
      descriptor = -1;  // it went with the first bytes
      rest.remove_prefix(static_cast<size_t>(sent));
    } else if (errno == EAGAIN) {
      if (!link::wait_for(fd_.get(), POLLOUT, deadline_ms)) return Error{"link.deadline", "The daemon did not take the call in time.", ""};
    } else if (errno != EINTR) {
      return Error{"link.closed", "The daemon closed the control connection.", ""};
    }
  }
  return {};
}

Result<std::string> Rpc::read_line(uint64_t deadline_ms) {
  std::array<char, 16 * 1024> chunk;
  for (;;) {
    if (size_t newline = buffer_.find('\n'); newline != std::string::npos) {
      std::string line = buffer_.substr(0, newline);
      buffer_.erase(0, newline + 1);
      return line;
    }
    if (buffer_.size() > kMaxAnswerBytes) return Error{"link.reply_invalid", "The daemon's answer is too long.", ""};
    ssize_t got = recv(fd_.get(), chunk.data(), chunk.size(), 0);
    if (got > 0) {
      buffer_.append(chunk.data(), static_cast<size_t>(got));
    } else if (got < 0 && errno == EAGAIN) {
      if (!link::wait_for(fd_.get(), POLLIN, deadline_ms)) return Error{"link.deadline", "The daemon did not answer in time.", ""};
    } else if (got == 0 || errno != EINTR) {
      return Error{"link.closed", "The daemon closed the control connection.", ""};
    }
  }
}

Result<std::string> Rpc::call(std::string_view method, const std::string& params, int descriptor) {
  uint64_t deadline = link::monotonic_ms() + kCallDeadlineMs;
  int id = ++last_id_;
  json request = {{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", json::parse(params, nullptr, false)}};
  std::string line = request.dump(-1, ' ', false, json::error_handler_t::replace) + '\n';
  if (line.size() > kMaxControlLineBytes) return Error{"ctl.usage", "The arguments are too long for one call.", ""};
  if (Status sent = send_line(line, deadline, descriptor); !sent.ok()) return sent.error();
  for (;;) {
    auto answer = read_line(deadline);
    if (!answer.ok()) return answer.error();
    json message = json::parse(*answer, nullptr, false);
    if (!message.is_object()) return Error{"link.reply_invalid", "The daemon's answer was no JSON-RPC message.", ""};
    if (message.contains("method")) continue;  // a notification that was on its way
    if (message.contains("error") && !message["error"].is_null()) return error_of(message["error"]);
    if (message.value("id", json()) != json(id)) return Error{"link.reply_invalid", "The daemon answered another call.", ""};
    return message.value("result", json::object()).dump();
  }
}

Result<std::string> Rpc::next_event(uint64_t deadline_ms) {
  for (;;) {
    auto line = read_line(deadline_ms);
    if (!line.ok()) return line.error();
    json message = json::parse(*line, nullptr, false);
    if (message.is_object() && message.contains("method")) return message.value("params", json::object()).dump();
  }
}

Result<std::string> call_daemon(const Globals& globals, std::string_view method, const std::string& params, int descriptor) {
  auto rpc = Rpc::open(globals);
  if (!rpc.ok()) return rpc.error();
  return rpc->call(method, params, descriptor);
}

}  // namespace redactd::ctl
