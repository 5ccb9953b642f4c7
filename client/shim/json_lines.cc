#include "client/shim/json_lines.h"

#include <algorithm>
#include <utility>

#include "client/link/clock.h"
#include "client/shim/json_mask.h"
#include "core/base/bytes.h"
#include "core/base/limits.h"

namespace redactd::shim {

JsonLines::JsonLines(const link::MaskerOptions& options, const link::Keys& keys, std::shared_ptr<link::LocalEngine> engine, Sink sink)
    : masker_(options), keys_(keys), sink_(std::move(sink)), text_(options, keys, std::move(engine), sink_) {}

JsonLines::~JsonLines() {
  wipe(line_);
  wipe(text_run_);
}

Status JsonLines::feed(std::string_view piece) {
  last_feed_ms_ = link::monotonic_ms();
  while (!piece.empty()) {
    const size_t newline = piece.find('\n');
    const bool whole = newline != std::string_view::npos;
    std::string_view part = piece.substr(0, newline);
    piece.remove_prefix(whole ? newline + 1 : piece.size());
    if (in_text_) {
      text_run_.append(part);
    } else {
      line_.append(part);
      validity_.feed(part);
      if (validity_.dead() || line_.size() > kMaxFrameBytes) make_text();
    }
    if (!whole) break;
    if (Status status = take_line(true); !status.ok()) return status;
  }
  return give_text();
}

// The current line is at its end.
Status JsonLines::take_line(bool newline) {
  Status status;
  if (!in_text_ && validity_.complete()) {
    status = give_text();
    if (status.ok() && text_given_) status = text_.settle();
    text_given_ = false;
    std::string masked = mask_json(line_, [this](std::string_view text) { return masker_.mask(text, keys_).text; });
    if (newline) masked += '\n';
    if (status.ok()) status = sink_(masked);
    wipe(line_);
  } else {
    make_text();
    if (newline) text_run_ += '\n';
  }
  in_text_ = false;
  validity_ = JsonValidity();
  return status;
}

void JsonLines::make_text() {
  text_run_.append(line_);
  wipe(line_);
  in_text_ = true;
}

Status JsonLines::give_text() {
  if (text_run_.empty()) return {};
  text_given_ = true;
  Status status = text_.feed(text_run_);
  wipe(text_run_);
  return status;
}

Status JsonLines::end() {
  if (!line_.empty()) {
    if (Status status = take_line(false); !status.ok()) return status;
  }
  if (Status status = give_text(); !status.ok()) return status;
  return text_.end();
}

// "12" may be a prompt as well as JSON.
std::optional<uint64_t> JsonLines::hold_deadline_ms() const {
  size_t first = line_.find_first_not_of(" \t\r");
  if (line_.empty() || (first != std::string::npos && std::string_view("{[\"").find(line_[first]) != std::string_view::npos)) {
    return std::nullopt;
  }
  return last_feed_ms_ + kHoldDeadlineMs;
}

std::optional<uint64_t> JsonLines::deadline_ms() const {
  auto due = text_.deadline_ms();
  if (auto hold = hold_deadline_ms()) due = due ? std::min(*due, *hold) : *hold;
  return due;
}

Status JsonLines::serve(short events) {
  if (Status status = text_.serve(events); !status.ok() || text_.ended()) return status;
  auto hold = hold_deadline_ms();
  if (!hold || *hold > link::monotonic_ms()) return {};
  make_text();
  return give_text();
}

}  // namespace redactd::shim
