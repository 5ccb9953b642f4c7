#include "client/ctl/repl/programs.h"

#include <algorithm>

#include "client/ctl/setup/proof_support.h"
#include "client/ctl/setup/start_file.h"

namespace redactd::ctl {
namespace {

// `function NAME` and not `NAME()`: an alias of that name would be put in the place of the name.
std::string posix_function(const std::string& name, const shell::HookPaths& paths) {
  const std::string head = "function " + name + " { ";
  if (name == "python3") {
    return head + "REDACT_SHIM=" + shell_quoted(paths.redact_shim) + " REDACT_PYTHONSTARTUP=\"${PYTHONSTARTUP-}\" PYTHONSTARTUP=" +
           shell_quoted(paths.python_startup) + " command python3 \"$@\"; }\n";
  }
  return head + shell_quoted(paths.redact_shim) + " history-file --program " + name + " -- " + name + " \"$@\"; }\n";
}

std::string fish_function(const std::string& name, const shell::HookPaths& paths) {
  const std::string head = "function " + name + " --wraps " + name + "\n    ";
  if (name == "python3") {
    return head + "REDACT_SHIM=" + shell_quoted(paths.redact_shim) + " REDACT_PYTHONSTARTUP=\"$PYTHONSTARTUP\" PYTHONSTARTUP=" +
           shell_quoted(paths.python_startup) + " command python3 $argv\nend\n";
  }
  return head + shell_quoted(paths.redact_shim) + " history-file --program " + name + " -- " + name + " $argv\nend\n";
}

}  // namespace

const std::vector<ReplProgram>& repl_programs() {
  static const std::vector<ReplProgram> programs = {{"python3", ".python_history", ""},
                                                    {"psql", ".psql_history", "PSQL_HISTORY"},
                                                    {"mariadb", ".mysql_history", "MYSQL_HISTFILE"},
                                                    {"mysql", ".mysql_history", "MYSQL_HISTFILE"},
                                                    {"redis-cli", ".rediscli_history", "REDISCLI_HISTFILE"},
                                                    {"node", ".node_repl_history", "NODE_REPL_HISTORY"},
                                                    {"sqlite3", ".sqlite_history", "SQLITE_HISTORY"},
                                                    {"gdb", ".gdb_history", "GDBHISTFILE"}};
  return programs;
}

Result<std::vector<std::string>> repl_names(const std::string& words) {
  std::vector<std::string> names;
  for (const ReplProgram& program : repl_programs()) {
    const std::string name(program.name);
    if (words == "all" || (words.empty() && !find_program(name).empty())) names.push_back(name);
  }
  if (words == "all" || words.empty()) return names;
  for (size_t begin = 0; begin < words.size();) {
    const size_t end = std::min(words.find_first_of(", \t", begin), words.size());
    const std::string word = words.substr(begin, end - begin);
    begin = end + 1;
    if (word.empty() || std::find(names.begin(), names.end(), word) != names.end()) continue;
    const auto& known = repl_programs();
    if (std::none_of(known.begin(), known.end(), [&](const ReplProgram& program) { return program.name == word; })) {
      return Error{"repl.program_unknown", "One of the programs that were named is not known.",
                   "These are: python3, psql, mariadb, mysql, redis-cli, node, sqlite3, gdb."};
    }
    names.push_back(word);
  }
  return names;
}

std::string repl_block(std::string_view shell, const std::vector<std::string>& names, const shell::HookPaths& paths) {
  std::string block(repl_marks().begin);
  for (const std::string& name : names) block += shell == "fish" ? fish_function(name, paths) : posix_function(name, paths);
  return block.append(repl_marks().end);
}

}  // namespace redactd::ctl
