#include "daemon/app/places.h"

#include "core/base/limits.h"
#include "daemon/rim/posix/directory.h"
#include "daemon/rim/posix/sockets.h"
#include "daemon/rim/systemd/service.h"

namespace redactd::daemon {
namespace {

Status open_sink(const Options& options, const SinkSettings& sink, mode_t mode, Places& places) {
  const std::string path = sink.path.front() == '/' ? sink.path : options.state_dir + "/" + sink.path;
  const size_t slash = path.rfind('/');
  auto dir = open_own_directory(slash == 0 ? "/" : path.substr(0, slash), mode, "sink_dir", places.group);
  if (!dir) return dir.error();
  SinkFileOptions file{dir->get(), path.substr(slash + 1), path, sink.format == "jsonl", sink.rotate_bytes, places.group};
  auto opened = SinkFile::open(file);
  if (!opened) return opened.error();
  places.sink_dirs.push_back(std::move(*dir));
  places.sink_files.push_back(std::move(*opened));
  return {};
}

Status take_socket(int inherited, const std::string& path, const SocketOptions& options, UniqueFd& fd, std::vector<std::string>& own) {
  if (inherited >= 0) {
    prepare_inherited(inherited, options.datagrams);
    fd.reset(inherited);
    return {};
  }
  auto bound = bind_socket(path, options);
  if (!bound) return bound.error();
  fd = std::move(*bound);
  own.push_back(path);
  return {};
}

}  // namespace

Result<Places> open_places(const Options& options, const Settings& settings) {
  Places places;
  const mode_t mode = options.system_mode ? 0750 : 0700;
  if (options.system_mode) places.group = group_named(settings.socket_group);
  auto state = open_own_directory(options.state_dir, mode, "state", places.group);
  if (!state) return state.error();
  auto lock = lock_directory(state->get(), "redactd.lock");
  if (!lock) return lock.error();
  auto sockets = open_own_directory(options.socket_dir, mode, "socket_dir", places.group);
  if (!sockets) return sockets.error();
  for (const SinkSettings& sink : settings.sinks) {
    if (Status opened = open_sink(options, sink, mode, places); !opened) return opened.error();
  }
  places.state = std::move(*state);
  places.lock = std::move(*lock);
  places.sockets = std::move(*sockets);
  return places;
}

Result<BoundSockets> open_sockets(const Options& options, std::optional<gid_t> group) {
  const InheritedSockets inherited = inherited_sockets();
  BoundSockets sockets;
  SocketOptions stream;
  stream.mode = options.system_mode ? 0660 : 0600;
  stream.group = group;
  stream.backlog = kListenBacklog;
  SocketOptions datagrams = stream;
  datagrams.datagrams = true;
  const std::string dir = options.socket_dir + "/";
  Status taken = take_socket(inherited.capture, dir + "capture.sock", stream, sockets.capture, sockets.own_paths);
  if (taken) taken = take_socket(inherited.control, dir + "control.sock", stream, sockets.control, sockets.own_paths);
  if (taken) taken = take_socket(inherited.syslog, dir + "syslog.sock", datagrams, sockets.syslog, sockets.own_paths);
  if (!taken) return taken.error();
  return sockets;
}

}  // namespace redactd::daemon
