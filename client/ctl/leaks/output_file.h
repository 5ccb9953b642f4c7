// Where a calendar, a report or an export goes: a file of mode 600 unless told otherwise, or stdout.
#pragma once

#include <string>

#include "core/base/result.h"

namespace redactd::ctl {

// Replaced as a whole: written beside it, synced, renamed. A link in its place is replaced, not followed. Errors: file.unwritable.
Status write_file(const std::string& path, const std::string& text, unsigned mode = 0600);

// `path` empty or "-": stdout. The result is the exit status.
int write_output(const std::string& path, const std::string& text);

}  // namespace redactd::ctl
