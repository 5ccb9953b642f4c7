// What a program added to its history in memory, masked into the real file.
#pragma once

#include <string>

#include "client/link/masker.h"
#include "client/shim/history_file/memory_dir.h"
#include "client/shim/history_file/program.h"

namespace redactd::shim {

// Puts the real file's text into the directory, beside what is needed to store the rest later, also by another process.
// Errors: history_file.memory_full, file.unreadable, file.too_large.
Status load_history(const MemoryDir& dir, const HistoryProgram& program, const std::string& real_file);

// Where the program's own file stands in the directory.
std::string history_in(const MemoryDir& dir);

// Masks what is new there and adds it to the real file: at its end in one write under flock(2), or, for a form whose newest
// entry stands first, as a new file in its place. Mode and owner stay; a new file is 0600. A directory without the notes of
// load_history() holds nothing to store. Errors: history.append_failed.
Status store_history(const MemoryDir& dir, link::Masker& masker);

}  // namespace redactd::shim
