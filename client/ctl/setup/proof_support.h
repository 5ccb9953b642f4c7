// What the proof stands on: a false token, a search of files, a program that is given a text.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace redactd::ctl {

// Secret-shaped (GitHub's classic token), obviously false, another one each time.
std::string false_token();

// The path of a shell in PATH; empty if there is none.
std::string find_program(const std::string& name);

// Files below `folder` that hold `text`; "?" for one that could not be read.
std::vector<std::string> files_with(const std::string& folder, const std::string& text);

// Starts argv[0] (a path) with `input` (64 KiB at most) on its standard input; what it says, if it exits with 0. Its complaints
// are dropped. `environment`: all of it, as NAME=VALUE.
std::optional<std::string> output_of(const std::vector<std::string>& argv, const std::vector<std::string>& environment, const std::string& input);

}  // namespace redactd::ctl
