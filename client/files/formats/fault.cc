#include "client/files/formats/fault.h"

#include <cstring>

namespace redactd::files {

Fault errno_fault(const char* what, int error) {
  return unread_fault(std::string(what) + ": " + strerror(error) + ".");
}

void note(const Fault& fault, uint64_t remaining, FileResult& result) {
  if (fault.left) {
    result.left = fault.left;
    result.left->count = remaining;
  } else {
    result.unread = fault.unread;
  }
}

}  // namespace redactd::files
