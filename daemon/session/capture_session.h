// One connection of capture.sock without its socket: bytes in, bytes out, time as an argument (docs/protocol.md).
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/wire/capture.h"
#include "daemon/ports/byte_session.h"
#include "daemon/ports/clock.h"
#include "daemon/ports/record_store.h"
#include "daemon/session/frame_job.h"
#include "daemon/session/line_masker.h"
#include "daemon/session/reply_queue.h"

namespace redactd::daemon {

// What all sessions share; outlives them.
struct SessionServices {
  LineMasker& masker;
  RecordStore& store;
  Metrics& metrics;
  const WallClock& clock;
  std::string version;
};

class CaptureSession : public ByteSession {
 public:
  // `number`: how the store's answers name this session.
  CaptureSession(SessionServices& services, uint64_t number, const Peer& peer);
  ~CaptureSession() override;

  // Everything that was read. Call only while wants_input().
  void feed(std::string_view bytes, uint64_t now_ms) override;
  // The client has shut its side; what it sent is still answered.
  void end_of_input() override { ended_ = true; }

  // Answers the error and takes nothing more; the client gets a moment to read it.
  void refuse(const Error& error, uint64_t now_ms) { fail(error, now_ms); }

  // False: the client is not to be read from now (it does not read itself, or the disk is behind).
  bool wants_input() const override { return !ended_ && (failed_ || !blocked()); }
  // True: call work() in a later turn of the loop.
  bool wants_turn() const { return job_ != nullptr; }
  // All that was taken up is answered.
  bool quiet() const { return replies_.empty() && job_ == nullptr; }
  void work(uint64_t now_ms);
  // Goes on with what was read but could not be taken up.
  void resume(uint64_t now_ms);
  // True: resume() may have something to do, now that it is not blocked.
  bool has_parked_frames() const { return parked_ && !in_.empty() && !blocked(); }
  void stored(uint64_t ticket, const Result<uint64_t>& seq) { replies_.settle(ticket, seq); }

  std::string_view pending_output() const override { return replies_.pending(); }
  void mark_sent(size_t bytes, uint64_t now_ms) override;

  // After a framing error, once all is answered: shut the sending side, then wait for finished().
  bool wants_shutdown() const override { return failed_ && replies_.empty() && job_ == nullptr; }
  bool finished() const override;

  // Held to the monotonic clock by tick(): unfinished headers and bodies, replies that nobody reads, lingering.
  std::optional<uint64_t> deadline() const;
  void tick(uint64_t now_ms);

  // Bytes of an unfinished body; drop_body() answers limits.busy and skips the rest of it.
  size_t unfinished_bytes() const;
  void drop_body();

  const Peer& peer() const { return peer_; }

 private:
  bool blocked() const;
  size_t consume(std::string_view bytes, uint64_t now_ms);
  bool take_header(std::string_view bytes, size_t& at, uint64_t now_ms);
  void handle(std::string_view body, uint64_t now_ms);
  void handle_mask(std::string_view body);
  void handle_put(std::string_view body);
  void start_job(std::string_view body, uint64_t now_ms);
  void finish_job();
  // `held`: of a stream that goes on, the raw bytes that have not been given out yet.
  void answer_masked(const MaskReport& report, std::string_view body, std::optional<size_t> held = std::nullopt);
  std::string advice_lines(const MaskReport& report, size_t& count);
  void store(const wire::RequestHeader& header, MaskedText text, MaskReport& report);
  void fail(const Error& error, uint64_t now_ms);
  void count_error(const Error& error);
  void note_input_state(uint64_t now_ms, bool progress);

  SessionServices& services_;
  const uint64_t number_;
  const Peer peer_;
  MaskOptions options_;

  std::string in_;                            // raw bytes that were not taken up yet
  std::optional<wire::RequestHeader> header_; // of the frame whose body is awaited
  bool refused_frame_ = false;                // the header that was just read was answered with an error; its body is skipped
  size_t skip_ = 0;                           // bytes of a body that nobody wants
  std::optional<StreamRedactor> stream_;      // while pieces with more=1 come
  std::unique_ptr<FrameJob> job_;
  ReplyQueue replies_;
  std::set<std::string> advised_;             // rules whose hint this client has had

  bool ended_ = false;
  bool parked_ = false;                       // `in_` may hold whole frames that were not taken up
  bool failed_ = false;                       // after a framing error
  bool dead_ = false;                         // a deadline passed: close at once
  std::optional<uint64_t> header_since_ms_, body_since_ms_, unread_since_ms_, linger_until_ms_;
};

}  // namespace redactd::daemon
