#include "core/wire/capture.h"

#include <algorithm>
#include <array>

#include "core/base/bytes.h"
#include "core/base/limits.h"

namespace redactd::wire {
namespace {

// The next word of `line`, which is cut off; words are parted by blanks.
std::string_view next_word(std::string_view& line) {
  const size_t begin = std::min(line.find_first_not_of(' '), line.size());
  const size_t end = std::min(line.find(' ', begin), line.size());
  const std::string_view word = line.substr(begin, end - begin);
  line.remove_prefix(end);
  return word;
}

Result<size_t> parse_length(std::string_view word, size_t most) {
  if (word.empty() || !std::all_of(word.begin(), word.end(), is_digit)) {
    return Error{"wire.length_invalid", "LEN is not a decimal number.", "Send VERB LEN [key=value ...], see docs/protocol.md."};
  }
  size_t length = 0;
  for (const char digit : word) {
    length = length * 10 + static_cast<size_t>(digit - '0');
    if (length > most) {
      return Error{"wire.frame_too_large", "The frame is larger than 8 MiB.", "Send it in pieces with more=1."};
    }
  }
  return length;
}

// A value that is no valid percent-encoding stands for itself: nothing of what a client says is lost over a stray '%'.
void parse_keys(std::string_view line, std::map<std::string, std::string>& keys) {
  for (std::string_view word = next_word(line); !word.empty(); word = next_word(line)) {
    const size_t equals = word.find('=');
    if (equals == std::string_view::npos || equals == 0) continue;
    const std::string_view value = word.substr(equals + 1);
    keys[std::string(word.substr(0, equals))] = percent_decode(value).value_or(std::string(value));
  }
}

std::string with_keys(std::string line, const std::map<std::string, std::string>& keys) {
  for (const auto& [key, value] : keys) line += " " + key + "=" + percent_encode(value);
  return line + "\n";
}

}  // namespace

Result<RequestHeader> parse_request_header(std::string_view line) {
  RequestHeader header;
  header.verb = next_word(line);
  if (header.verb.empty()) {
    return Error{"wire.header_invalid", "The header line is empty.", "Send VERB LEN [key=value ...], see docs/protocol.md."};
  }
  const auto length = parse_length(next_word(line), kMaxFrameBytes);
  if (!length) return length.error();
  header.length = *length;
  parse_keys(line, header.keys);
  return header;
}

std::string format_request_header(const RequestHeader& header) {
  return with_keys(header.verb + " " + std::to_string(header.length), header.keys);
}

Result<ReplyHeader> parse_reply_header(std::string_view line) {
  const std::string_view word = next_word(line);
  if (word != "ok" && word != "error") {
    return Error{"wire.header_invalid", "A reply begins with ok or error.", ""};
  }
  ReplyHeader header;
  header.ok = word == "ok";
  // A mask may be longer than what it covers, so a reply may exceed the limit of a request; the reader has its own bound.
  const auto length = parse_length(next_word(line), kMaxFrameBytes * 64);
  if (!length) return length.error();
  header.length = *length;
  parse_keys(line, header.keys);
  return header;
}

std::string format_reply_header(const ReplyHeader& header) {
  // The order of docs/protocol.md; clients of few lines may match on it.
  static constexpr std::array<const char*, 6> kOrder = {"findings", "gen", "seq", "advice", "version", "code"};
  std::string line = (header.ok ? "ok " : "error ") + std::to_string(header.length);
  std::map<std::string, std::string> rest = header.keys;
  for (const char* key : kOrder) {
    if (auto node = rest.extract(key)) line += std::string(" ") + key + "=" + percent_encode(node.mapped());
  }
  return with_keys(std::move(line), rest);
}

}  // namespace redactd::wire
