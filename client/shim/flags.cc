#include "client/shim/flags.h"

namespace redactd::shim {

bool FlagReader::next() {
  if (at_ >= arguments_.count) return false;
  current_ = arguments_.values[at_++];
  return true;
}

bool FlagReader::takes(std::string_view flag, std::string& value) {
  if (current_ == flag) {
    if (at_ >= arguments_.count) {
      value_missing_ = true;
      return true;
    }
    value = arguments_.values[at_++];
    return true;
  }
  if (current_.size() <= flag.size() || current_.substr(0, flag.size()) != flag || current_[flag.size()] != '=') return false;
  value = current_.substr(flag.size() + 1);
  return true;
}

}  // namespace redactd::shim
