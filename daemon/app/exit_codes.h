// How the process ends (design 7), in one place.
#pragma once

#include <string_view>

namespace redactd::daemon {

inline constexpr int kExitDone = 0;
inline constexpr int kExitNo = 1;       // --check found faults
inline constexpr int kExitUsage = 2;    // also: a configuration that cannot be used; systemd does not start it again
inline constexpr int kExitRefused = 4;  // a directory that is not ours alone, another daemon
inline constexpr int kExitIo = 5;

inline int exit_code_of(std::string_view code) {
  if (code.substr(0, 7) == "config." || code.substr(0, 6) == "rules.") return kExitUsage;
  if (code == "daemon.already_running") return kExitRefused;
  const std::string_view what = code.substr(code.find('.') == std::string_view::npos ? code.size() : code.find('.') + 1);
  if (what == "owner" || what == "symlink" || what == "world_writable" || what == "not_directory" || what == "not_socket") return kExitRefused;
  return kExitIo;
}

}  // namespace redactd::daemon
