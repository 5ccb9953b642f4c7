// Cuts the bytes that come back on a capture connection into replies. Sans-I/O.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/wire/capture.h"

namespace redactd::link {

struct Reply {
  bool ok = false;
  std::string body;
  std::map<std::string, std::string> keys;
  std::vector<std::string> advice;

  // A decimal key, or nullopt.
  std::optional<uint64_t> number(const char* key) const;
};

class ReplyReader {
 public:
  void feed(std::string_view bytes) { buffer_.append(bytes); }

  // The next whole reply; nullopt: more bytes are needed. Error link.reply_invalid: what came is not a reply, and the
  // connection can never be trusted again.
  Result<std::optional<Reply>> next();

  // Nothing of an unfinished reply is buffered.
  bool at_boundary() const { return used_ == buffer_.size(); }

 private:
  std::optional<size_t> advice_end(size_t from, uint64_t lines) const;

  std::string buffer_;
  size_t used_ = 0;
};

}  // namespace redactd::link
