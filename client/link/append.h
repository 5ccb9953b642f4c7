// Appends one record to a history file: whole or not at all.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace redactd::link {

// One write(2) on O_APPEND under flock(2). A newline is put first if the file does not end in one; a short write is taken
// back. A file that is not there is made with mode 0600, whatever the umask. Waits at most a second for the lock; then it
// writes without (a single append stays whole), but takes nothing back. Errors: history.append_failed.
Status append_record(const std::string& path, std::string_view record);

enum class HistoryFormat { kBash, kFish };

// The record of one command. bash: "#EPOCH" line first if `epoch` is not 0 (HISTTIMEFORMAT is set), then the command. fish:
// "- cmd: TEXT", backslash doubled and newline as \n, then "  when: EPOCH".
std::string history_record(std::string_view command, HistoryFormat format, long long epoch);

}  // namespace redactd::link
