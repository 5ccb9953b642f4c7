// The daemon's directories and sockets, opened and checked before anything is served.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "daemon/app/options.h"
#include "daemon/rim/posix/unique_fd.h"
#include "daemon/rim/sinks/sink_file.h"
#include "daemon/settings/settings.h"

namespace redactd::daemon {

struct Places {
  UniqueFd state, sockets;                     // directories
  UniqueFd lock;
  std::optional<gid_t> group;                  // of sockets and sinks, system mode only
  std::vector<UniqueFd> sink_dirs;             // of sink_files, whose options name them
  std::vector<std::unique_ptr<SinkFile>> sink_files;
};

// Errors: state.*, socket_dir.*, sink.*, daemon.already_running.
Result<Places> open_places(const Options& options, const Settings& settings);

struct BoundSockets {
  UniqueFd capture, control, syslog;
  std::vector<std::string> own_paths;  // bound here, to be unlinked at the end; inherited ones stay
};
// Takes what systemd passed and binds the rest. Errors: socket.*, daemon.already_running.
Result<BoundSockets> open_sockets(const Options& options, std::optional<gid_t> group);

}  // namespace redactd::daemon
