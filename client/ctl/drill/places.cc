#include "client/ctl/drill/places.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>

#include "client/link/paths.h"

namespace redactd::ctl {
namespace {

constexpr const char* kBelowHome[] = {
    ".bash_history", ".zsh_history", ".zhistory", ".histfile", ".sh_history", ".ksh_history", ".ash_history", ".history",
    ".local/share/fish/fish_history", ".local/share/atuin", ".local/share/mcfly",
    ".python_history", ".local/state/python_history", ".node_repl_history", ".irb_history", ".pry_history", ".php_history", ".lua_history",
    ".Rhistory", ".psql_history", ".mysql_history", ".mariadb_history", ".sqlite_history", ".rediscli_history", ".dbshell", ".mongodb/mongosh",
    ".lesshst", ".local/state/lesshst", ".viminfo", ".vim/undo", ".local/state/nvim", ".local/share/nvim", ".config/gcloud/logs",
    ".npm/_logs", ".docker/desktop/log"};

std::string environment(const char* name) {
  const char* value = getenv(name);
  return value == nullptr ? std::string() : value;
}

}  // namespace

std::vector<std::string> standard_places(const Globals& globals) {
  std::vector<std::string> places;
  auto add = [&places](const std::string& path) {
    struct stat facts {};
    if (path.empty() || stat(path.c_str(), &facts) != 0 || S_ISCHR(facts.st_mode)) return;
    if (std::find(places.begin(), places.end(), path) == places.end()) places.push_back(path);
  };
  std::string home = environment("HOME");
  if (!home.empty()) {
    for (const char* name : kBelowHome) add(home + "/" + name);
  }
  for (const char* name : {"HISTFILE", "REDACT_HISTFILE", "LESSHISTFILE", "PYTHON_HISTORY", "PSQL_HISTORY", "MYSQL_HISTFILE"}) {
    std::string path = environment(name);
    if (!path.empty() && path[0] == '/') add(path);  // "-" and the like mean none
  }
  for (const std::string& state : link::state_dirs(globals.state_dir)) add(state + "/sink");
  add("/var/log");
  return places;
}

}  // namespace redactd::ctl
