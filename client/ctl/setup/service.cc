#include "client/ctl/setup/service.h"

#include <unistd.h>

#include <cstdlib>
#include <vector>

#include "client/ctl/rpc.h"
#include "client/ctl/setup/proof_support.h"

extern char** environ;

namespace redactd::ctl {
namespace {

// The service itself is started by them, and by nothing else.
const std::vector<std::string> kUnits = {"redactd.socket", "redactd-control.socket", "redactd-syslog.socket"};

// sd_booted(3) for the user's manager: systemctl --user talks to this socket.
bool has_manager() {
  const char* runtime = getenv("XDG_RUNTIME_DIR");
  return runtime != nullptr && access((std::string(runtime) + "/systemd/private").c_str(), F_OK) == 0 && !find_program("systemctl").empty();
}

bool systemctl(const std::vector<std::string>& words) {
  std::vector<std::string> argv = {find_program("systemctl"), "--user", "--quiet"};
  argv.insert(argv.end(), words.begin(), words.end());
  std::vector<std::string> environment;
  for (char** entry = environ; *entry != nullptr; ++entry) environment.emplace_back(*entry);
  return output_of(argv, environment, {}).has_value();
}

bool change(const char* verb) {
  std::vector<std::string> words = {verb, "--now"};
  words.insert(words.end(), kUnits.begin(), kUnits.end());
  return systemctl(words);
}

}  // namespace

ServiceResult start_service(const Globals& globals, bool dry_run) {
  if (Rpc::open(globals).ok()) return {"runs", "A daemon answers already."};
  if (!has_manager()) {
    return {"no_manager", "There is no systemd of yours that could start it. By hand: setsid redactd >/dev/null 2>&1 &   (the hooks mask without it, too)"};
  }
  const std::string units = kUnits[0] + ", " + kUnits[1] + " and " + kUnits[2];
  if (dry_run) return {"would_start", "systemctl --user enable --now would start " + units + "."};
  if (change("enable")) return {"started", "systemctl --user enable --now " + units + ": done."};
  return {"failed", "systemctl --user enable --now failed for " + units + ". Are they installed? systemctl --user status redactd.socket tells more."};
}

ServiceResult stop_service(bool dry_run) {
  if (!has_manager()) return {"no_manager", "There is no systemd of yours that would run it."};
  if (dry_run) return {"would_stop", "systemctl --user disable --now would stop the daemon's sockets."};
  if (change("disable") && systemctl({"stop", "redactd.service"})) return {"stopped", "systemctl --user disable --now: the sockets and the daemon are stopped."};
  return {"failed", "systemctl --user disable --now failed; systemctl --user status redactd.socket tells more."};
}

}  // namespace redactd::ctl
