#include "client/link/reply_reader.h"

#include <charconv>

#include "core/base/limits.h"

namespace redactd::link {
namespace {

Error invalid() { return Error{"link.reply_invalid", "The daemon's answer was no reply of the capture protocol.", ""}; }

// A mask is longer than what it covers, so a masked frame may exceed the limit of a request.
constexpr size_t kMaxReplyBytes = kMaxFrameBytes * 4;
constexpr uint64_t kMaxAdviceLines = 64;

}  // namespace

std::optional<uint64_t> Reply::number(const char* key) const {
  auto at = keys.find(key);
  if (at == keys.end()) return std::nullopt;
  uint64_t value = 0;
  const char* end = at->second.data() + at->second.size();
  auto [stop, error] = std::from_chars(at->second.data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

std::optional<size_t> ReplyReader::advice_end(size_t from, uint64_t lines) const {
  for (; lines > 0; --lines) {
    size_t newline = buffer_.find('\n', from);
    if (newline == std::string::npos) return std::nullopt;
    from = newline + 1;
  }
  return from;
}

Result<std::optional<Reply>> ReplyReader::next() {
  std::string_view rest = std::string_view(buffer_).substr(used_);
  size_t newline = rest.find('\n');
  if (newline == std::string_view::npos) {
    if (rest.size() > kMaxHeaderBytes) return invalid();
    return std::optional<Reply>();
  }
  auto header = wire::parse_reply_header(rest.substr(0, newline));
  if (!header.ok() || header->length > kMaxReplyBytes) return invalid();
  if (rest.size() < newline + 1 + header->length) return std::optional<Reply>();

  Reply reply;
  reply.ok = header->ok;
  reply.keys = std::move(header->keys);
  uint64_t advice = reply.number("advice").value_or(0);
  if (advice > kMaxAdviceLines) return invalid();
  size_t body_at = used_ + newline + 1;
  std::optional<size_t> end = advice_end(body_at + header->length, advice);
  if (!end) return std::optional<Reply>();
  reply.body = buffer_.substr(body_at, header->length);
  for (size_t at = body_at + header->length; at < *end;) {
    size_t stop = buffer_.find('\n', at);
    reply.advice.push_back(buffer_.substr(at, stop - at));
    at = stop + 1;
  }
  used_ = *end;
  // Move the rest to the front only when that is cheap against what was read.
  if (used_ == buffer_.size() || used_ > 1024 * 1024) {
    buffer_.erase(0, used_);
    used_ = 0;
  }
  return std::optional<Reply>(std::move(reply));
}

}  // namespace redactd::link
