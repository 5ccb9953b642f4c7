// Small files that are replaced as a whole: state, and what is published beside the sockets.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace redactd::daemon {

class FileStore {
 public:
  virtual ~FileStore() = default;

  // Errors: state.io. A file that is not there is an empty text.
  virtual Result<std::string> read(const std::string& name) = 0;

  // After a good answer the new text survives a power cut; after a bad one the old file is untouched.
  // Errors: state.no_space, state.io.
  virtual Status replace(const std::string& name, std::string_view text) = 0;

  // Gone, or it never was there; a failure leaves it.
  virtual void remove(const std::string& name) = 0;

  // Adds to the end, durably and whole, or not at all. The result is the length before, for take_back().
  virtual Result<uint64_t> append(const std::string& name, std::string_view line) = 0;
  virtual Status take_back(const std::string& name, uint64_t length) = 0;
};

}  // namespace redactd::daemon
