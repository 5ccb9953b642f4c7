#include <pwd.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string_view>

#include "client/ctl/doctor/check.h"
#include "client/ctl/setup/start_file.h"
#include "client/link/read_file.h"

namespace redactd::ctl {
namespace {

constexpr size_t kMaxRcBytes = 4 * 1024 * 1024;
constexpr long kTmpfsMagic = 0x01021994;  // statfs(2)

struct Shell {
  const char* name;
  const char* history;  // below the home directory
  const char* line;     // what the start file must hold
};

constexpr std::array<Shell, 3> kShells{{
    {"bash", "/.bash_history", "eval \"$(redactctl init bash)\""},
    {"zsh", "/.zsh_history", "eval \"$(redactctl init zsh)\""},
    {"fish", "/.local/share/fish/fish_history", "redactctl init fish | source"},
}};

std::string environment(const char* name) {
  const char* value = getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

bool exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

// A shell counts as used if it is the login shell or has left a history.
bool is_used(const Shell& shell, const ShellPlaces& places) {
  std::string login = environment("SHELL");
  if (login.empty()) {
    const passwd* entry = getpwuid(geteuid());
    if (entry != nullptr && entry->pw_shell != nullptr) login = entry->pw_shell;
  }
  std::string ending = std::string("/") + shell.name;
  bool is_login = login.size() >= ending.size() && login.compare(login.size() - ending.size(), ending.size(), ending) == 0;
  return is_login || exists(places.home + shell.history) || exists(start_file_of(shell.name, places));
}

void check_hook(const Shell& shell, const std::string& path, const std::string& rc, Checks& checks) {
  const std::string name = std::string("hook.") + shell.name;
  if (hooked_by(rc, shell.name) != Hooked::kNo || rc.find("redactd/" + std::string(shell.name)) != std::string::npos) {
    checks.push_back({name, Health::kOk, std::string(shell.name) + " loads the hook.", ""});
    if (name == "hook.bash") check_bash_builtin(checks);
    return;
  }
  checks.push_back({name, Health::kWrong, std::string(shell.name) + " does not load the hook: its history is written raw.",
                    "redactctl setup --shell " + std::string(shell.name) + "   (or: echo '" + shell.line + "' >> " + path + ")"});
}

// What in a start file stores or lets through raw lines beside the hook.
void check_rc(const Shell& shell, const std::string& rc, Checks& checks) {
  struct Sign {
    const char* text;
    const char* what;
    const char* mend;
  };
  constexpr std::array<Sign, 4> kSigns{{
      {"atuin init", "loads atuin, which keeps a database of raw lines of its own", "atuin's own filter: history_filter in ~/.config/atuin/config.toml"},
      {"histdb", "loads zsh-histdb, which keeps a database of raw lines of its own", "HISTORY_IGNORE, or leave the plug-in out"},
      {"readonly HISTFILE", "makes HISTFILE readonly: an unfinished line can be written raw", "remove `readonly HISTFILE`"},
      {"shopt -u promptvars", "switches promptvars off: lines are masked only after the command", "remove `shopt -u promptvars`"},
  }};
  for (const Sign& sign : kSigns) {
    if (rc.find(sign.text) == std::string::npos) continue;
    checks.push_back({std::string("hook.") + shell.name + ".beside", Health::kWarning,
                      std::string(shell.name) + "'s start file " + sign.what + ".", sign.mend});
  }
}

void check_temporary_files(Checks& checks) {
  std::string dir = environment("TMPDIR");
  if (dir.empty()) dir = "/tmp";
  struct statfs fs {};
  if (statfs(dir.c_str(), &fs) != 0) return;
  if (fs.f_type == kTmpfsMagic) {
    checks.push_back({"tmp", Health::kOk, dir + " is in memory.", ""});
    return;
  }
  checks.push_back({"tmp", Health::kWarning,
                    dir + " is on a disk: shells put large here-documents and lines that are edited with fc there, raw, for a moment.",
                    "export TMPDIR=$XDG_RUNTIME_DIR TMPPREFIX=$XDG_RUNTIME_DIR/zsh"});
}

}  // namespace

void check_shells(Checks& checks) {
  const ShellPlaces places = shell_places();
  const std::string& home = places.home;
  if (home.empty()) return;
  for (const Shell& shell : kShells) {
    if (!is_used(shell, places)) continue;
    const std::string path = start_file_of(shell.name, places);
    auto read = link::read_file(path, kMaxRcBytes);
    const std::string rc = read.ok() ? *read : std::string();
    check_hook(shell, path, rc, checks);
    check_rc(shell, rc, checks);
  }
  if (exists(home + "/.config/fish") && !exists(home + "/.local/share/fish/fish_history") && exists(home + "/.bash_history")) {
    checks.push_back({"hook.fish.import", Health::kWarning, "fish imports ~/.bash_history at its first start, old raw lines included.",
                      "redactctl test < ~/.bash_history   (shows what would be masked; clean the file first)"});
  }
  const std::string data = environment("XDG_DATA_HOME").empty() ? home + "/.local/share" : environment("XDG_DATA_HOME");
  if (exists(data + "/mc/history")) {
    checks.push_back({"history.mc", Health::kWarning, "mc keeps the lines of its own command line raw in " + data + "/mc/history; those of its subshell are masked.",
                      "type secrets into the subshell (Ctrl-O) only, and: redactctl scrub " + data + "/mc/history --dry-run"});
  }
  check_temporary_files(checks);
}

}  // namespace redactd::ctl
