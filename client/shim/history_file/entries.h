// History files as lists of entries, and what a session added to one. Pure.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "client/shim/history_file/program.h"

namespace redactd::shim {

// libedit writes this line first, and bytes that are no printing ASCII as a backslash and three octal digits (history.c, vis(3)).
inline constexpr std::string_view kLibeditHeader = "_HiStOrY_V2_";

// The lines as they stand in the file, without the header, in the file's order.
std::vector<std::string> history_lines(std::string_view text);

// What `after` holds and `before` did not: behind the longest end of `before` with which `after` begins (programs cut old entries
// off), and for kNewestFirst the other way round. Where nothing overlaps (the program cleared its history, or moves repeated
// entries), what `after` holds more often than `before`.
std::vector<std::string> added_lines(const std::vector<std::string>& before, const std::vector<std::string>& after, HistoryForm form);

// The line as the program means it, masked by `mask`, as the program writes it. `libedit`: the file has its header.
std::string masked_line(const std::string& line, HistoryForm form, bool libedit, const std::function<std::string(const std::string&)>& mask);

}  // namespace redactd::shim
