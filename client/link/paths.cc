#include "client/link/paths.h"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

namespace redactd::link {
namespace {

std::string environment(const char* name) {
  const char* value = getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

std::string home_dir() {
  std::string home = environment("HOME");
  if (!home.empty()) return home;
  const passwd* entry = getpwuid(geteuid());
  return entry == nullptr || entry->pw_dir == nullptr ? std::string() : std::string(entry->pw_dir);
}

bool is_socket(const std::string& path) {
  struct stat st {};
  return lstat(path.c_str(), &st) == 0 && S_ISSOCK(st.st_mode);
}

}  // namespace

std::string user_socket_dir() {
  std::string runtime = environment("XDG_RUNTIME_DIR");
  if (!runtime.empty()) return runtime + "/redactd";
  return "/tmp/redactd-" + std::to_string(geteuid());
}

std::string user_state_dir() {
  std::string state = environment("XDG_STATE_HOME");
  if (!state.empty()) return state + "/redactd";
  std::string home = home_dir();
  return home.empty() ? home : home + "/.local/state/redactd";
}

std::string user_config_dir() {
  std::string config = environment("XDG_CONFIG_HOME");
  if (!config.empty()) return config + "/redactd";
  std::string home = home_dir();
  return home.empty() ? home : home + "/.config/redactd";
}

bool is_private_dir(const std::string& path) {
  struct stat st {};
  if (lstat(path.c_str(), &st) != 0 || !S_ISDIR(st.st_mode)) return false;
  if (st.st_uid != geteuid() && st.st_uid != 0) return false;
  return (st.st_mode & S_IWOTH) == 0;
}

std::vector<std::string> socket_dirs(const std::string& flag) {
  if (!flag.empty()) return {flag};
  std::string asked = environment("REDACTD_SOCKET_DIR");
  if (!asked.empty()) return {asked};
  std::vector<std::string> dirs;
  std::string own = user_socket_dir();
  // Below /tmp anyone could have made it first, and would then be given every line.
  if (is_private_dir(own)) dirs.push_back(own);
  dirs.emplace_back(kSystemSocketDir);
  return dirs;
}

std::string find_socket_dir(const std::string& flag, const char* name) {
  for (const std::string& dir : socket_dirs(flag)) {
    if (is_socket(dir + "/" + name)) return dir;
  }
  return {};
}

std::vector<std::string> state_dirs(const std::string& flag) {
  if (!flag.empty()) return {flag};
  std::string asked = environment("REDACTD_STATE_DIR");
  if (!asked.empty()) return {asked};
  std::vector<std::string> dirs;
  std::string own = user_state_dir();
  if (!own.empty()) dirs.push_back(own);
  dirs.emplace_back(kSystemStateDir);
  return dirs;
}

}  // namespace redactd::link
