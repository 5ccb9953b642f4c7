// Reads one secret from stdin, or from a terminal without echo, into locked memory.
#pragma once

#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/base/secret_view.h"

namespace redactd::ctl {

// Memory of libsodium: locked, guarded, left out of core dumps, overwritten when freed.
class SecretBuffer {
 public:
  static constexpr size_t kMaxBytes = 64 * 1024;

  // One trailing newline is dropped. `prompt` goes to stderr if stdin is a terminal. Errors: pattern.secret_empty,
  // pattern.secret_too_long, io.read_failed, io.no_memory.
  static Result<SecretBuffer> read(const std::string& prompt);

  SecretView view() const;

 private:
  struct Free {
    void operator()(char* bytes) const;
  };
  std::unique_ptr<char, Free> bytes_;
  size_t size_ = 0;
};

}  // namespace redactd::ctl
