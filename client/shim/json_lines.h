// JSON lines, masked one by one so that each stays JSON; lines between them that are no JSON are masked as text.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "client/link/masker.h"
#include "client/shim/json_validity.h"
#include "client/shim/stream_masker.h"

namespace redactd::shim {

// A line is held until its newline as long as it can still become JSON (a lone number or word only kHoldDeadlineMs); one of more
// than kMaxFrameBytes is masked as text.
class JsonLines : public Filter {
 public:
  JsonLines(const link::MaskerOptions& options, const link::Keys& keys, std::shared_ptr<link::LocalEngine> engine, Sink sink);
  ~JsonLines() override;

  bool can_take() const override { return text_.can_take(); }
  Status feed(std::string_view piece) override;
  // Lines that may become JSON stay.
  Status flush() override { return text_.flush(); }
  Status settle() override { return text_.settle(); }
  Status end() override;
  bool ended() const override { return text_.ended(); }
  pollfd waits_for() const override { return text_.waits_for(); }
  std::optional<uint64_t> deadline_ms() const override;
  Status serve(short events) override;

 private:
  Status take_line(bool newline);
  void make_text();
  Status give_text();
  std::optional<uint64_t> hold_deadline_ms() const;

  link::Masker masker_;
  link::Keys keys_;
  Sink sink_;
  StreamMasker text_;
  std::string line_;         // of the current line, while it may be JSON
  std::string text_run_;     // goes to text_ with the next piece of JSON, or at the end of the feed
  JsonValidity validity_;
  bool in_text_ = false;     // the rest of the current line is text
  bool text_given_ = false;  // text_ may hold something
  uint64_t last_feed_ms_ = 0;
};

}  // namespace redactd::shim
