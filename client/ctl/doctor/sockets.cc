#include <sys/stat.h>

#include "client/ctl/doctor/check.h"
#include "client/ctl/rpc.h"
#include "client/link/clock.h"
#include "client/link/connection.h"
#include "client/link/paths.h"
#include "core/base/limits.h"

namespace redactd::ctl {
namespace {

constexpr const char* kStart = "systemctl --user start redactd.socket   (or, for the whole machine: sudo systemctl start redactd.socket)";

std::string searched(const Globals& globals) {
  std::string list;
  for (const std::string& dir : link::socket_dirs(globals.socket_dir)) list += (list.empty() ? "" : ", ") + dir;
  return list;
}

Check check_capture(const Globals& globals) {
  std::string dir = link::find_socket_dir(globals.socket_dir, "capture.sock");
  if (dir.empty()) {
    return {"socket.capture", Health::kWrong, "No capture socket in " + searched(globals) + ": clients mask with their own engine.", kStart};
  }
  uint64_t start = link::monotonic_ms();
  auto connection = link::CaptureConnection::open(dir, start + kConnectRetryMs);
  if (!connection.ok()) return {"socket.capture", Health::kWrong, "Nobody listens on " + dir + "/capture.sock.", kStart};
  auto pong = connection->exchange("ping", {}, {}, start + 1000);
  if (!pong.ok() || !pong->ok) {
    return {"socket.capture", Health::kWrong, "The daemon on " + dir + "/capture.sock does not answer.",
            "systemctl --user restart redactd   (or: sudo systemctl restart redactd)"};
  }
  uint64_t took = link::monotonic_ms() - start;
  std::string answer = "The daemon on " + dir + "/capture.sock answers in " + std::to_string(took) + " ms.";
  if (took <= kReplyDeadlineMs) return {"socket.capture", Health::kOk, answer, ""};
  return {"socket.capture", Health::kWarning, answer + " Clients wait 50 ms.", "redactctl status"};
}

Check check_control(const Globals& globals) {
  auto status = call_daemon(globals, "status", "{}");
  if (status.ok()) return {"socket.control", Health::kOk, "The control socket answers.", ""};
  return {"socket.control", Health::kWrong, "The control socket does not answer (" + status.error().code + ").",
          status.error().code == "link.absent" ? kStart : "sudo usermod -aG redactd $USER   (then log in again)"};
}

}  // namespace

void check_sockets(const Globals& globals, Checks& checks) {
  checks.push_back(check_capture(globals));
  checks.push_back(check_control(globals));
  std::string own = link::user_socket_dir();
  struct stat st {};
  if (lstat(own.c_str(), &st) == 0 && !link::is_private_dir(own)) {
    checks.push_back({"socket.directory", Health::kWrong, own + " belongs to somebody else or can be written to by all; it is not used.",
                      "ls -ld " + own});
  }
}

}  // namespace redactd::ctl
