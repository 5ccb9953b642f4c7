// Whole reads and writes on descriptors.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace redactd::link {

// Errors: io.write_failed. Waits where the descriptor is non-blocking.
Status write_all(int fd, std::string_view bytes);

// Everything until end of file. Errors: io.read_failed, io.too_large.
Result<std::string> read_all(int fd, size_t max_bytes);

}  // namespace redactd::link
