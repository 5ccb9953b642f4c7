// redactd's loadable builtin for bash. SPDX-License-Identifier: GPL-3.0-or-later
#include "client/builtin/inherited.h"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>

namespace redactd::builtin {
namespace {

bool belongs_to_us(const std::string& path) {
  struct stat st {};
  if (stat(path.c_str(), &st) == 0) return st.st_uid == geteuid();
  size_t slash = path.rfind('/');
  std::string dir = slash == 0 ? "/" : path.substr(0, slash);
  return slash != std::string::npos && stat(dir.c_str(), &st) == 0 && st.st_uid == geteuid();
}

}  // namespace

std::optional<std::string> inherited_histfile() {
  const char* path = getenv("REDACT_HISTFILE");
  if (!path || *path == '\0') return std::nullopt;
  if (belongs_to_us(path)) return path;
  const passwd* user = getpwuid(geteuid());
  if (!user || !user->pw_dir) return std::nullopt;
  return std::string(user->pw_dir) + "/.bash_history";
}

std::string absolute_path(const std::string& path) {
  if (path.empty() || path.front() == '/') return path;
  char cwd[PATH_MAX];
  return getcwd(cwd, sizeof cwd) ? std::string(cwd) + "/" + path : path;
}

}  // namespace redactd::builtin
