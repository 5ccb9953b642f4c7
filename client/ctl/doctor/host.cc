#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <string_view>

#include "client/ctl/doctor/check.h"
#include "client/link/fd.h"

namespace redactd::ctl {
namespace {

// Files of /proc have no size; the first part is enough here.
std::string first_part(const char* path) {
  link::Fd fd(open(path, O_RDONLY | O_CLOEXEC));
  std::array<char, 16 * 1024> text;
  ssize_t got = fd ? read(fd.get(), text.data(), text.size()) : -1;
  return got > 0 ? std::string(text.data(), static_cast<size_t>(got)) : std::string();
}

bool exists(const char* path) { return access(path, F_OK) == 0; }

// A setting `key=value` that is not commented out, in any of the files that systemd reads for it.
bool configured(std::string_view setting, std::initializer_list<const char*> files) {
  for (const char* file : files) {
    std::string text = "\n" + first_part(file);
    if (text.find("\n" + std::string(setting)) != std::string::npos) return true;
  }
  return false;
}

void check_core_dumps(Checks& checks) {
  std::string pattern = first_part("/proc/sys/kernel/core_pattern");
  bool collected = pattern.find("systemd-coredump") != std::string::npos;
  bool off = configured("Storage=none", {"/etc/systemd/coredump.conf", "/etc/systemd/coredump.conf.d/redactd.conf"});
  if (collected && !off) {
    checks.push_back({"host.coredump", Health::kWarning, "systemd-coredump keeps core dumps: those of shells hold typed lines.",
                      "sudo sh -c 'mkdir -p /etc/systemd/coredump.conf.d; printf \"[Coredump]\\nStorage=none\\n\" > "
                      "/etc/systemd/coredump.conf.d/redactd.conf'"});
    return;
  }
  checks.push_back({"host.coredump", Health::kOk, "Core dumps are not collected by systemd; redactd's own programs write none.", ""});
}

void check_swap(Checks& checks) {
  std::string swaps = first_part("/proc/swaps");
  size_t heading = swaps.find('\n');
  std::string devices = heading == std::string::npos ? std::string() : swaps.substr(heading + 1);
  bool harmless = devices.empty() || devices.find("/dev/zram") == 0 || devices.find("/dev/dm-") == 0;
  if (harmless) {
    checks.push_back({"host.swap", Health::kOk, devices.empty() ? "There is no swap." : "Swap is in memory or on a mapped device.", ""});
    return;
  }
  checks.push_back({"host.swap", Health::kWarning, "Swap is on a plain disk: a shell's memory can reach it.",
                    "sudo swapoff -a   (or encrypt it: crypttab(5), option swap)"});
}

void check_journald(Checks& checks) {
  if (!exists("/run/systemd/journal")) return;
  bool is_volatile = configured("Storage=volatile", {"/etc/systemd/journald.conf", "/etc/systemd/journald.conf.d/redactd.conf"}) ||
                     configured("Storage=none", {"/etc/systemd/journald.conf", "/etc/systemd/journald.conf.d/redactd.conf"});
  if (exists("/var/log/journal") && !is_volatile) {
    checks.push_back({"host.journald", Health::kWarning, "journald stores raw messages in /var/log/journal.",
                      "sudo sh -c 'mkdir -p /etc/systemd/journald.conf.d; printf \"[Journal]\\nStorage=volatile\\nForwardToSyslog=no\\n\" > "
                      "/etc/systemd/journald.conf.d/redactd.conf; systemctl restart systemd-journald'"});
    return;
  }
  checks.push_back({"host.journald", Health::kOk, "journald keeps its messages in memory.", ""});
}

}  // namespace

void check_host(Checks& checks) {
  check_core_dumps(checks);
  check_swap(checks);
  check_journald(checks);
}

}  // namespace redactd::ctl
