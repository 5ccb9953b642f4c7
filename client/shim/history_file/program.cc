#include "client/shim/history_file/program.h"

#include <array>

namespace redactd::shim {
namespace {

constexpr std::array<HistoryProgram, 7> kPrograms{{
    {"psql", "PSQL_HISTORY", ".psql_history", HistoryForm::kPsql},
    {"mariadb", "MYSQL_HISTFILE", ".mysql_history", HistoryForm::kLines},
    {"mysql", "MYSQL_HISTFILE", ".mysql_history", HistoryForm::kLines},
    {"redis-cli", "REDISCLI_HISTFILE", ".rediscli_history", HistoryForm::kLines},
    {"node", "NODE_REPL_HISTORY", ".node_repl_history", HistoryForm::kNewestFirst},
    {"sqlite3", "SQLITE_HISTORY", ".sqlite_history", HistoryForm::kLines},
    {"gdb", "GDBHISTFILE", ".gdb_history", HistoryForm::kLines},
}};

}  // namespace

const HistoryProgram* find_history_program(std::string_view name) {
  for (const HistoryProgram& program : kPrograms) {
    if (program.name == name) return &program;
  }
  return nullptr;
}

std::string known_history_programs() {
  std::string names;
  for (const HistoryProgram& program : kPrograms) names.append(names.empty() ? "" : ", ").append(program.name);
  return names;
}

}  // namespace redactd::shim
