// What redactctl prints: results on stdout, faults on stderr, both safe for a terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace redactd::ctl {

// "redactctl: CODE: what was wrong. What to do." on stderr; the exit status that the code stands for.
int fail(const Error& error);
int exit_status_of(const std::string& code);

// To stdout; escaped if that is a terminal (newlines stay). The result is the exit status: 0, or 5 with a word on stderr.
int print(std::string_view text);

// Text in which nothing but newlines steers a terminal.
std::string safe_for_terminal(std::string_view text);

// A note for the operator on stderr, escaped.
void note(std::string_view text);

// Columns padded to their widest cell; the first row is the heading.
std::string table(const std::vector<std::vector<std::string>>& rows);

}  // namespace redactd::ctl
