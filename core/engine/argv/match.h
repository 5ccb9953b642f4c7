// The matchers: where a rule's flags, operands, variables and standard input stand in one simple command.
#pragma once

#include <vector>

#include "core/engine/argv/command_line.h"
#include "core/engine/argv/index.h"
#include "core/engine/argv/roles.h"
#include "core/engine/argv/table.h"

namespace redactd::argv {

// A tool and its arguments: words (tool.word, end).
struct Invocation {
  const CommandLine& line;
  const ToolWord& tool;
  size_t end;
};

// Words that are no flags and no values of known flags, and how far the tool's own flags go.
struct Arguments {
  std::vector<size_t> operands;
  size_t own_end = 0;  // where a wrapping tool's own flags end
};

// Matches the flags of `entry` and collects the operands. Every word is looked at a bounded number of times.
void match_flags(const Invocation& at, const Entry& entry, Arguments& arguments, std::vector<ArgvSpan>& out);
void match_operands(const Invocation& at, const Entry& entry, const Arguments& arguments, std::vector<ArgvSpan>& out);

// Flags that mean the same for every tool: --password X.
void match_any_tool(const CommandLine& line, const Command& command, const Index& index, std::vector<ArgvSpan>& out);

// NAME=value as a word, behind -e and --env=, and `set -x NAME value` (fish), `setenv NAME value` (csh).
void match_variables(const CommandLine& line, const Command& command, const Index& index, std::vector<ArgvSpan>& out);

// `echo X | tool`, `tool <<< X`. `source` is the command whose output the tool reads and its echo; nullptr: none.
struct EchoedInput {
  const ToolWord* echo;
  const Command* command;
};
void match_input(const Invocation& at, const Command& command, const Entry& entry, const Arguments& arguments,
                 const EchoedInput* source, std::vector<ArgvSpan>& out);

// True if one of the chains stands, word by word, among the operands; `behind` is then the number of the operand after it.
bool leads(const CommandLine& line, const std::vector<Chain>& chains, const Arguments& arguments, size_t& behind);

// True if the flag is among words [first, last): as a word, or its letter in a bundle (-nb).
bool has_flag(const CommandLine& line, size_t first, size_t last, std::string_view flag);

}  // namespace redactd::argv
