// Where the daemon's sockets and state are: flag, environment, the user's own, the system's (docs/protocol.md).
#pragma once

#include <string>
#include <vector>

namespace redactd::link {

inline constexpr const char* kSystemSocketDir = "/run/redactd";
inline constexpr const char* kSystemStateDir = "/var/lib/redactd";

// $XDG_RUNTIME_DIR/redactd, else /tmp/redactd-UID.
std::string user_socket_dir();
// $XDG_STATE_HOME/redactd, else ~/.local/state/redactd; empty without a home.
std::string user_state_dir();

// $XDG_CONFIG_HOME/redactd, else ~/.config/redactd; empty without a home.
std::string user_config_dir();

// Directories to try, best first. A flag or REDACTD_SOCKET_DIR stands alone: what was asked for is not replaced by another
// daemon. Without them the user's, where nobody else could have put it, then the system's.
std::vector<std::string> socket_dirs(const std::string& flag);

// The first directory of socket_dirs() that holds a socket named `name`; empty if there is none.
std::string find_socket_dir(const std::string& flag, const char* name);

// A directory (not a link) that only its owner, we or root, can write to.
bool is_private_dir(const std::string& path);

// State directories to read published patterns from: flag or REDACTD_STATE_DIR alone, else the user's and the system's.
std::vector<std::string> state_dirs(const std::string& flag);

}  // namespace redactd::link
