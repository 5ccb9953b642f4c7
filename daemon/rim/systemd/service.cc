#include "daemon/rim/systemd/service.h"

#include <systemd/sd-daemon.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>
#include <string_view>

namespace redactd::daemon {

InheritedSockets inherited_sockets() {
  InheritedSockets sockets;
  char** names = nullptr;
  const int count = sd_listen_fds_with_names(1, &names);
  for (int i = 0; i < count; ++i) {
    const int fd = SD_LISTEN_FDS_START + i;
    const std::string_view name = names == nullptr || names[i] == nullptr ? "" : names[i];
    int* place = name == "capture" ? &sockets.capture : name == "control" ? &sockets.control : name == "syslog" ? &sockets.syslog : nullptr;
    if (place != nullptr && *place < 0) {
      *place = fd;
    } else {
      close(fd);
    }
  }
  for (int i = 0; names != nullptr && i < count; ++i) std::free(names[i]);
  std::free(names);
  return sockets;
}

void notify_service_manager(const std::string& state) { sd_notify(0, state.c_str()); }

void notify_reloading() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  const auto usec = static_cast<uint64_t>(now.tv_sec) * 1'000'000 + static_cast<uint64_t>(now.tv_nsec) / 1000;
  notify_service_manager("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(usec));
}

std::optional<uint64_t> watchdog_interval_ms() {
  uint64_t usec = 0;
  if (sd_watchdog_enabled(0, &usec) <= 0 || usec == 0) return std::nullopt;
  return usec / 1000 / 3 + 1;
}

}  // namespace redactd::daemon
