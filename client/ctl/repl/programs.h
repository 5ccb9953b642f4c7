// The programs with a prompt of their own whose histories are covered, and the lines of a start file that cover them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/shell/hooks.h"
#include "core/base/result.h"

namespace redactd::ctl {

struct ReplProgram {
  std::string_view name;
  std::string_view history;  // below the home directory; its variable, where it has one, comes first
  std::string_view variable;
};

// python3, psql, mariadb, mysql, redis-cli, node, sqlite3, gdb.
const std::vector<ReplProgram>& repl_programs();

// "psql,node" as names; "all": every one; empty: those that are in PATH. Error repl.program_unknown.
Result<std::vector<std::string>> repl_names(const std::string& words);

// Shell functions of the programs' names, between the marks of repl_marks().
std::string repl_block(std::string_view shell, const std::vector<std::string>& names, const shell::HookPaths& paths);

}  // namespace redactd::ctl
