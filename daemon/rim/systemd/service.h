// systemd's side of a service: sockets that it made, and what it is told.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace redactd::daemon {

// Descriptors by FileDescriptorName= (LISTEN_FDNAMES); -1: none of that name was passed.
struct InheritedSockets {
  int capture = -1;
  int control = -1;
  int syslog = -1;
};
InheritedSockets inherited_sockets();

// "READY=1", "STOPPING=1", "WATCHDOG=1", "STATUS=..."; nothing happens outside of systemd.
void notify_service_manager(const std::string& state);
// "RELOADING=1" with the time that systemd wants beside it.
void notify_reloading();

// How often "WATCHDOG=1" is due; nullopt: never.
std::optional<uint64_t> watchdog_interval_ms();

}  // namespace redactd::daemon
