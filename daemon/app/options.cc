#include "daemon/app/options.h"

#include <pwd.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>

#include "daemon/app/exit_codes.h"

namespace redactd::daemon {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

std::string home_dir() {
  if (std::string home = environment("HOME"); !home.empty()) return home;
  const passwd* entry = getpwuid(geteuid());
  return entry == nullptr ? std::string() : std::string(entry->pw_dir);
}

bool is_system_user() {
  if (geteuid() == 0) return true;
  const passwd* entry = getpwuid(geteuid());
  return entry != nullptr && std::string(entry->pw_name) == "redactd";
}

std::string default_socket_dir(bool system_mode) {
  if (std::string asked = environment("REDACTD_SOCKET_DIR"); !asked.empty()) return asked;
  if (system_mode) return "/run/redactd";
  if (std::string runtime = environment("XDG_RUNTIME_DIR"); !runtime.empty()) return runtime + "/redactd";
  return "/tmp/redactd-" + std::to_string(geteuid());
}

std::string default_state_dir(bool system_mode) {
  if (std::string asked = environment("REDACTD_STATE_DIR"); !asked.empty()) return asked;
  if (system_mode) return "/var/lib/redactd";
  if (std::string state = environment("XDG_STATE_HOME"); !state.empty()) return state + "/redactd";
  return home_dir() + "/.local/state/redactd";
}

}  // namespace

std::string config_dir(bool system_mode) {
  if (system_mode) return "/etc/redactd";
  if (std::string config = environment("XDG_CONFIG_HOME"); !config.empty()) return config + "/redactd";
  return home_dir() + "/.config/redactd";
}

std::variant<Options, int> read_options(int argc, char** argv) {
  Options options;
  CLI::App app("redactd: masks secrets in shell history and logs before they are stored. Runs in the foreground;\n"
               "SIGHUP reads the rules again, SIGTERM drains and stops.", "redactd");
  app.add_option("--config", options.config, "Configuration file (JSON)")->type_name("FILE");
  app.add_option("--socket-dir", options.socket_dir, "Directory of the sockets")->type_name("DIR");
  app.add_option("--state-dir", options.state_dir, "Directory of patterns, sinks and state")->type_name("DIR");
  app.add_option("--rules-dir", options.rules_dirs, "Rule files besides the built-in ones; may be repeated")->type_name("DIR")
      ->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_option("--log-level", options.log_level, "What is told on stderr")->check(CLI::IsMember({"debug", "info", "warn", "error"}));
  app.add_flag("--check", options.check, "Check configuration and rule files, tell every fault, and end");
  app.set_version_flag("--version", std::string("redactd ") + REDACTD_VERSION);
  app.footer("Exit: 0 done; 1 --check found faults; 2 usage or configuration; 4 refused (directories, another daemon); 5 input or output failed.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& wanted) {
    return app.exit(wanted);
  } catch (const CLI::ParseError& error) {
    std::fprintf(stderr, "redactd: daemon.usage: %s. See redactd --help.\n", error.what());
    return kExitUsage;
  }
  options.system_mode = is_system_user();
  if (options.socket_dir.empty()) options.socket_dir = default_socket_dir(options.system_mode);
  if (options.state_dir.empty()) options.state_dir = default_state_dir(options.system_mode);
  return options;
}

}  // namespace redactd::daemon
