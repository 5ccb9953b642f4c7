// A small file, whole.
#pragma once

#include <string>

#include "core/base/result.h"

namespace redactd::link {

// Errors: file.unreadable (with errno's words), file.too_large. Only regular files.
Result<std::string> read_file(const std::string& path, size_t max_bytes);

}  // namespace redactd::link
