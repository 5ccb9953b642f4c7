// Which of bash's two hooks is in use: the loadable builtin, or the script that runs a program for each line; and why.
#include <unistd.h>

#include "client/ctl/doctor/check.h"
#include "client/ctl/own_path.h"
#include "client/ctl/setup/proof_support.h"
#include "client/shell/hooks.h"

namespace redactd::ctl {
namespace {

constexpr const char* kName = "hook.bash.builtin";
constexpr const char* kScript = "bash uses the script hook, which runs a program for each line and cannot cover `history -w FILE` on the line of a secret, a readonly "
                                "HISTFILE, a replaced PROMPT_COMMAND or PS0, or promptvars off: ";

// What a bash that reads no start file says; empty if it fails. The path goes in as an argument, not as a part of the script.
std::string bash_says(const std::string& bash, const std::string& script, const std::string& path) {
  return output_of({bash, "--noprofile", "--norc", "-c", script, path}, {"PATH=/usr/bin:/bin", "LC_ALL=C"}, {}).value_or("");
}

}  // namespace

void check_bash_builtin(Checks& checks) {
  const std::string bash = find_program("bash"), builtin = shell::find_hook_paths(own_path()).redact_so;
  if (bash.empty()) return;
  if (!bash_says(bash, "enable -f \"$0\" redact && echo fits", builtin).empty()) {
    checks.push_back({kName, Health::kOk, "bash uses the loadable builtin " + builtin + ": no program is run for a line.", ""});
    return;
  }
  if (access(builtin.c_str(), R_OK) != 0) {
    checks.push_back({kName, Health::kWarning, kScript + builtin + " is not there or cannot be read.",
                      "install the package with the builtin, or build with bash-builtins installed: cmake -DREDACTD_BUILD_BUILTIN=ON"});
    return;
  }
  std::string version = bash_says(bash, "printf %s \"$BASH_VERSION\"", "bash");
  checks.push_back({kName, Health::kWarning, kScript + builtin + " does not load into " + bash + " " + version + ", for which it was not built.",
                    "build it for this bash: install its bash-builtins, then cmake -DREDACTD_BUILD_BUILTIN=ON"});
}

}  // namespace redactd::ctl
