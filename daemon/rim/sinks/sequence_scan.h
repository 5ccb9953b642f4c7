// What an earlier run left in a sink.
#pragma once

#include <cstdint>
#include <string>

namespace redactd::daemon {

// Bytes up to and with the last newline of the first `length` bytes.
uint64_t length_of_whole_lines(int fd, uint64_t length);

// The greatest "seq" of the last lines of `name` and of its rotated files (NAME-<number>.ending) in `directory`; 0: none.
uint64_t greatest_sequence(int directory, const std::string& name);

}  // namespace redactd::daemon
