// The command line and where things stand by default.
#pragma once

#include <string>
#include <variant>
#include <vector>

namespace redactd::daemon {

struct Options {
  std::string config;                   // empty: the default file, if it exists
  std::string socket_dir, state_dir;    // filled with their defaults
  std::vector<std::string> rules_dirs;  // empty: the configuration's
  std::string log_level;                // empty: the configuration's
  bool check = false;
  bool system_mode = false;             // root or the user redactd: serves others; else only its own user
};

// Either options, or the exit status after --help, --version or wrong usage.
std::variant<Options, int> read_options(int argc, char** argv);

// $XDG_CONFIG_HOME/redactd, ~/.config/redactd, or /etc/redactd in system mode.
std::string config_dir(bool system_mode);

}  // namespace redactd::daemon
