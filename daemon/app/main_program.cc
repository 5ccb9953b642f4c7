#include "daemon/app/main_program.h"

#include <fcntl.h>

#include <cstdio>
#include <exception>

#include "core/base/bytes.h"
#include "daemon/app/catalogue_reader.h"
#include "daemon/app/daemon.h"
#include "daemon/app/exit_codes.h"
#include "daemon/rim/log/stderr_log.h"
#include "daemon/rim/posix/posix_files.h"
#include "daemon/rim/posix/process.h"

namespace redactd::daemon {
namespace {

constexpr size_t kMaxConfigBytes = 1024 * 1024;

int fail(const Error& error) {
  std::fprintf(stderr, "redactd: %s\n", escape_for_terminal(error.message()).c_str());
  return exit_code_of(error.code);
}

struct Configuration {
  Settings settings;
  std::vector<std::string> faults;
};

Configuration read_configuration(const Options& options) {
  const std::string path = options.config.empty() ? config_dir(options.system_mode) + "/redactd.json" : options.config;
  Configuration configuration;
  const auto text = read_regular_file(AT_FDCWD, path, kMaxConfigBytes);
  if (!text) {
    // Nobody needs a configuration; but one that was named has to be there.
    if (text.error().code == "file.absent" && options.config.empty()) return configuration;
    configuration.faults.push_back(path + ": config.unreadable: " + text.error().what);
    return configuration;
  }
  ParsedSettings parsed = parse_settings(*text);
  for (const SettingsFault& fault : parsed.faults) configuration.faults.push_back(path + " " + fault.message());
  configuration.settings = std::move(parsed.settings);
  return configuration;
}

int report(const std::vector<std::string>& faults) {
  for (const std::string& fault : faults) std::fprintf(stderr, "redactd: %s\n", escape_for_terminal(fault).c_str());
  return static_cast<int>(faults.size());
}

int serve(int argc, char** argv) {
  auto read = read_options(argc, argv);
  if (const int* status = std::get_if<int>(&read)) return *status;
  const Options options = std::get<Options>(std::move(read));
  const Configuration configuration = read_configuration(options);
  const Settings& settings = configuration.settings;
  std::vector<std::string> dirs = options.rules_dirs.empty() ? settings.rules_dirs : options.rules_dirs;
  const bool optional = dirs.empty();
  if (optional) dirs.push_back(config_dir(options.system_mode) + "/rules.d");
  if (options.check) {
    const int faults = report(configuration.faults) + report(read_catalogue(dirs, optional).faults);
    if (faults == 0) std::puts("ok");
    return faults == 0 ? kExitDone : kExitNo;
  }
  if (report(configuration.faults) != 0) return kExitUsage;
  const auto log = make_stderr_log(options.log_level.empty() ? settings.log_level : options.log_level);
  auto daemon = Daemon::start(options, settings, std::move(dirs), optional, *log);
  if (!daemon) return fail(daemon.error());
  return (*daemon)->run();
}

}  // namespace

int main_program(int argc, char** argv) {
  harden_process();
  try {
    return serve(argc, argv);
  } catch (const std::exception&) {
    // The text of an exception could hold what was being worked on.
    return fail(Error{"daemon.internal", "An unexpected failure ended the daemon.", "What was acknowledged is stored. Start it again and report this."});
  }
}

}  // namespace redactd::daemon
