#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "client/ctl/doctor/check.h"
#include "client/link/paths.h"

namespace redactd::ctl {
namespace {

std::string home() {
  const char* value = getenv("HOME");
  return value == nullptr ? std::string() : std::string(value);
}

void check_mode(const std::string& name, const std::string& path, mode_t refused, Checks& checks) {
  struct stat st {};
  if (lstat(path.c_str(), &st) != 0) return;
  if ((st.st_mode & refused) == 0) {
    checks.push_back({name, Health::kOk, path + " is readable by those only who should.", ""});
    return;
  }
  checks.push_back({name, Health::kWrong, path + " is open to other users.", (refused & 0050) != 0 ? "chmod go-rwx " + path : "chmod g-w,o-rwx " + path});
}

}  // namespace

void check_files(const Globals& globals, Checks& checks) {
  std::string state = globals.state_dir.empty() ? link::user_state_dir() : globals.state_dir;
  // Its group may read: the sinks are there for it.
  if (!state.empty()) check_mode("state.mode", state, 0027, checks);
  for (const char* file : {"/.bash_history", "/.zsh_history", "/.local/share/fish/fish_history"}) {
    if (!home().empty()) check_mode("history.mode", home() + file, 0077, checks);
  }
  // A shell that has no hook, but inherited an emptied HISTFILE, stores nothing; one with a real path stores raw text.
  const char* file = getenv("HISTFILE");
  const char* real = getenv("REDACT_HISTFILE");
  if (real != nullptr) {
    bool emptied = file == nullptr || *file == '\0';
    checks.push_back({"history.histfile", emptied ? Health::kOk : Health::kWarning,
                      emptied ? "The calling shell masks its history (HISTFILE is empty for its children)."
                              : "HISTFILE was set again behind the hook: programs started from here may write raw text to it.",
                      emptied ? "" : "unset HISTFILE   (in the program's environment)"});
  } else if (file != nullptr && *file != '\0') {
    checks.push_back({"history.histfile", Health::kWarning, "HISTFILE is exported: every shell started from here writes raw text to it.",
                      "export -n HISTFILE"});
  }
}

}  // namespace redactd::ctl
