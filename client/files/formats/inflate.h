// deflate without a gzip frame: members of a zip, objects of git.
#pragma once

#include "client/files/formats/scan.h"

namespace redactd::files {

enum class Wrapping : uint8_t { kNone, kZlib };  // RFC 1951, RFC 1950

// The decoded bytes of file range [begin, end). Faults: a broken or cut stream, a bomb.
Pull pull_inflated(int fd, uint64_t begin, uint64_t end, Wrapping wrapping, const std::string& path);

}  // namespace redactd::files
