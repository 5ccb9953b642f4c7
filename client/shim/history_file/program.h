// The programs whose history redact-shim history-file knows: where they keep it, and how it is written there.
#pragma once

#include <string>
#include <string_view>

namespace redactd::shim {

// How the entries of a history file are written.
enum class HistoryForm {
  kLines,        // GNU readline, linenoise: one a line
  kPsql,         // psql: one a line, a newline inside as \x01 (psql source, NL_IN_HISTORY); libedit's form where its header is
  kNewestFirst,  // Node.js's REPL: one a line, the newest on top
};

struct HistoryProgram {
  std::string_view name;
  std::string_view variable;   // of the environment: names the file
  std::string_view file;       // below the home directory, where the variable is not set
  HistoryForm form;
};

// Null for a program that is not known. Sources: psql(1), mariadb(1), redis-cli's README, Node.js's documentation of its REPL,
// sqlite3's shell.c, gdb's manual ("Command History").
const HistoryProgram* find_history_program(std::string_view name);

// "psql, mariadb, ..."
std::string known_history_programs();

}  // namespace redactd::shim
