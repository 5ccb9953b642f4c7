#include "client/files/formats/terminal.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <memory>

#include "client/files/formats/child.h"
#include "client/files/formats/scan.h"
#include "client/files/obstacle.h"

namespace redactd::files {
namespace {

std::vector<std::string> sockets() {
  const char* base = getenv("TMUX_TMPDIR");
  std::string folder = std::string(base != nullptr && *base != '\0' ? base : "/tmp") + "/tmux-" + std::to_string(geteuid());
  struct stat facts{};
  bool is_ours = lstat(folder.c_str(), &facts) == 0 && S_ISDIR(facts.st_mode) && facts.st_uid == geteuid() && (facts.st_mode & 022) == 0;
  std::unique_ptr<DIR, int (*)(DIR*)> list(is_ours ? opendir(folder.c_str()) : nullptr, closedir);
  std::vector<std::string> found;
  while (const dirent* entry = list ? readdir(list.get()) : nullptr) {
    std::string path = folder + "/" + entry->d_name;
    if (lstat(path.c_str(), &facts) == 0 && S_ISSOCK(facts.st_mode) && facts.st_uid == geteuid()) found.push_back(path);
  }
  return found;
}

std::optional<Child> tmux(const std::string& socket, std::vector<std::string> arguments) {
  // -N: a server that is not there is not started.
  arguments.insert(arguments.begin(), {"-N", "-S", socket});
  return Child::start("tmux", arguments, {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=/nonexistent"});
}

Pull pull_output(int fd) {
  return [fd](std::span<char> room) {
    ssize_t got = 0;
    do {
      got = read(fd, room.data(), room.size());
    } while (got < 0 && errno == EINTR);
    Pulled pulled;
    pulled.bytes = got > 0 ? static_cast<size_t>(got) : 0;
    pulled.last = got <= 0;
    return pulled;
  };
}

// "%0", "%1", ...: nothing else is put into a command.
std::vector<std::string> panes_of(const std::string& socket) {
  std::vector<std::string> panes;
  auto child = tmux(socket, {"list-panes", "-a", "-F", "#{pane_id}"});
  if (!child) return panes;
  std::string text(65536, '\0');
  Pull pull = pull_output(child->output());
  size_t used = 0;
  for (bool last = false; !last && used < text.size();) {
    Pulled pulled = pull(std::span<char>(text).subspan(used));
    used += pulled.bytes;
    last = pulled.last;
  }
  text.resize(used);
  for (size_t at = 0, end = 0; (end = text.find('\n', at)) != std::string::npos; at = end + 1) {
    std::string pane = text.substr(at, end - at);
    if (pane.size() > 1 && pane[0] == '%' && pane.find_first_not_of("0123456789", 1) == std::string::npos) panes.push_back(pane);
  }
  return panes;
}

}  // namespace

ScrollbackReport look_at_scrollback(const drill::Target& target) {
  ScrollbackReport report;
  for (const auto& socket : sockets()) {
    for (const auto& pane : panes_of(socket)) {
      report.tmux_runs = true;
      auto child = tmux(socket, {"capture-pane", "-p", "-J", "-S", "-", "-t", pane});
      if (!child) continue;
      uint64_t found = 0;
      scan(target, pull_output(child->output()), [&](Piece piece) -> std::optional<Fault> {
        for (const auto& match : piece.matches) found += is_masked(match) ? 1 : 0;
        return std::nullopt;
      });
      report.panes += child->wait() ? 1 : 0;
      report.matches += found;
      std::string command = "tmux -S " + quoted(socket);
      if (found > 0) report.commands.push_back(command + " send-keys -R -t " + pane + " && " + command + " clear-history -t " + pane);
    }
  }
  return report;
}

}  // namespace redactd::files
