// The user's own daemon as a service of their systemd (systemd/user).
#pragma once

#include <string>

#include "client/ctl/globals.h"

namespace redactd::ctl {

struct ServiceResult {
  std::string state;  // "runs", "started", "stopped", "would_start", "would_stop", "no_manager" or "failed"
  std::string say;    // a sentence: what is so, and what to do where it failed
};

// Enables and starts the sockets that start the daemon, unless one answers already. Without a user manager, or without the units,
// it says how to start one by hand.
ServiceResult start_service(const Globals& globals, bool dry_run);

// Disables them again; a daemon that something else started stays.
ServiceResult stop_service(bool dry_run);

}  // namespace redactd::ctl
