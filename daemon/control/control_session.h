// One connection of control.sock without its socket: JSON-RPC 2.0, one message a line (docs/protocol.md).
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>

#include "daemon/control/environment.h"
#include "daemon/ports/byte_session.h"

namespace redactd::daemon {

class ControlSession : public ByteSession {
 public:
  ControlSession(ControlServices& services, Caller caller) : services_(services), caller_(caller) {}

  void feed(std::string_view bytes, uint64_t now_ms) override;
  // A descriptor that came with the bytes of the next feed(). It is for the first call that takes one (takes_file()) among the
  // lines that these bytes complete or begin; with the last of them it is closed. More than kMaxWaitingFiles: closed at once.
  void take_file(std::unique_ptr<ReceivedFile> file);
  // Answers the error and takes nothing more.
  void refuse(const Error& error);
  void end_of_input() override { ended_ = true; }
  bool wants_input() const override { return !ended_ && pending_output().size() <= kMaxWaiting; }

  std::string_view pending_output() const override { return std::string_view(out_).substr(sent_); }
  void mark_sent(size_t bytes, uint64_t now_ms) override;

  // A line above kMaxControlLineBytes ends the connection once it was answered.
  bool wants_shutdown() const override { return failed_ && pending_output().empty(); }
  bool finished() const override { return ended_ && pending_output().empty(); }

  bool subscribed() const { return subscribed_; }
  // To a subscriber: a notification line. False: it does not read, the event is lost to it.
  bool notify(std::string_view line);

  static Error line_too_long();

 private:
  static constexpr size_t kMaxWaiting = 4 * 1024 * 1024;
  static constexpr size_t kMaxWaitingFiles = 4;
  void take_line(std::string_view line);

  ControlServices& services_;
  Caller caller_;
  std::deque<std::unique_ptr<ReceivedFile>> files_;
  std::string in_;
  std::string out_;
  size_t sent_ = 0;
  bool ended_ = false;
  bool failed_ = false;
  bool subscribed_ = false;
};

}  // namespace redactd::daemon
