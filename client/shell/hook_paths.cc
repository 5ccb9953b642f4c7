#include <unistd.h>

#include "client/shell/hooks.h"

namespace redactd::shell {
namespace {

// Where an installed one stands if nothing nearer is found; the build says.
constexpr const char* kInstalledSo = REDACTD_INSTALLED_SO;
constexpr const char* kInstalledShim = REDACTD_INSTALLED_SHIM;
constexpr const char* kInstalledPython = REDACTD_INSTALLED_PYTHON;
constexpr const char* kLibDir = REDACTD_LIBDIR;  // relative to the prefix: lib/x86_64-linux-gnu

std::string folder_of(const std::string& path) {
  size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string(".") : path.substr(0, slash);
}

std::string first_readable(std::initializer_list<std::string> candidates, const char* otherwise) {
  for (const std::string& path : candidates) {
    if (access(path.c_str(), R_OK) == 0) return path;
  }
  return otherwise;
}

}  // namespace

HookPaths find_hook_paths(const std::string& own_path) {
  std::string here = folder_of(own_path);
  std::string above = folder_of(here);
  HookPaths paths;
  paths.redact_so = first_readable({here + "/redact.so", here + "/builtin/redact.so", above + "/builtin/redact.so",
                                    above + "/client/builtin/redact.so", above + "/" + kLibDir + "/redactd/redact.so"},
                                   kInstalledSo);
  paths.redact_shim = first_readable({here + "/redact-shim", above + "/shim/redact-shim", above + "/client/shim/redact-shim",
                                      above + "/bin/redact-shim"},
                                     kInstalledShim);
  paths.python_startup = first_readable({here + "/python_startup.py", here + "/repl/python_startup.py", above + "/client/repl/python_startup.py",
                                         above + "/" + kLibDir + "/redactd/python_startup.py"},
                                        kInstalledPython);
  return paths;
}

}  // namespace redactd::shell
