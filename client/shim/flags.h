// Reads long flags by hand: a command line library would cost more time than the masking.
#pragma once

#include <string>
#include <string_view>

#include "client/shim/verbs.h"

namespace redactd::shim {

class FlagReader {
 public:
  explicit FlagReader(Arguments arguments) : arguments_(arguments) {}

  // Moves to the next argument; false at the end.
  bool next();
  // The current argument is this flag without a value.
  bool is(std::string_view flag) const { return current_ == flag; }
  bool starts_with(char c) const { return !current_.empty() && current_.front() == c; }
  // The current argument is this flag with a value, as --flag=X or as --flag X; X goes into `value`.
  bool takes(std::string_view flag, std::string& value);
  // takes() met a flag at the very end, where its value should be.
  bool value_missing() const { return value_missing_; }
  // 1-based, for messages.
  int position() const { return at_; }

 private:
  Arguments arguments_;
  int at_ = 0;
  std::string_view current_;
  bool value_missing_ = false;
};

}  // namespace redactd::shim
