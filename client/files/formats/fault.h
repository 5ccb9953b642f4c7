// Why a file could not be gone through to its end: it could not be read, or it is better left alone.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "client/files/handler.h"

namespace redactd::files {

// One of the two is set.
struct Fault {
  std::string unread;        // the sentence
  std::optional<Left> left;  // its count is filled in by who knows it
};

inline Fault unread_fault(std::string sentence) { return Fault{std::move(sentence), std::nullopt}; }
inline Fault left_fault(Left left) { return Fault{"", std::move(left)}; }

// "The file could not be read: No space left on device."
Fault errno_fault(const char* what, int error);

// Puts it into the result; `remaining`: the matches that stay in the file.
void note(const Fault& fault, uint64_t remaining, FileResult& result);

}  // namespace redactd::files
