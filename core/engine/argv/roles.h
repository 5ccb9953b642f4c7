// Which words of a command are the program, and which are assignments, prompts and wrappers in front of it.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/engine/argv/command_line.h"
#include "core/engine/argv/index.h"

namespace redactd::argv {

struct ToolWord {
  size_t word;
  std::string_view name;
  const std::vector<const Entry*>* entries;  // nullptr for echo and printf
  bool runs;  // stands where a program is named: first, or behind sudo, env A=b, docker exec C, a prompt, COMMAND= ...
};

// Appends the tools of `command`, in order. `starts` is false where its first word is not known to be a program's name.
void find_tools(const CommandLine& line, const Command& command, const Index& index, bool starts, std::vector<ToolWord>& out);

// True if what is nested in the word before `nested_begin` is a command line: bash -c '..', ssh host '..', CMD "..".
bool runs_its_argument(const CommandLine& line, size_t nested_begin);

// The last part of a path, without ".exe".
std::string_view base_name(std::string_view path);

// NAME of NAME=value; empty if the word is no assignment.
std::string_view assigned_name(std::string_view word);

}  // namespace redactd::argv
