#include "tests/bench/load_client.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string_view>

namespace redactd::bench {
namespace {

int connect_to(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd >= 0 && connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return fd;
  if (fd >= 0) close(fd);
  return -1;
}

bool send_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

// Takes whole replies ("ok LEN ...\n" and LEN bytes) off the front; returns how many.
size_t take_replies(std::string& pending) {
  size_t replies = 0;
  size_t at = 0;
  for (;;) {
    const size_t end = pending.find('\n', at);
    if (end == pending.npos) break;
    const size_t space = pending.find(' ', at);
    const size_t length = space < end ? std::strtoul(pending.c_str() + space + 1, nullptr, 10) : 0;
    if (pending.size() < end + 1 + length) break;
    at = end + 1 + length;
    ++replies;
  }
  pending.erase(0, at);
  return replies;
}

}  // namespace

LoadClient::LoadClient(Server server, const std::string& path, size_t connections, size_t depth, const std::string& text)
    : server_(server), depth_(depth) {
  size_t at = 0;
  for (size_t i = 0; i < connections; ++i) {
    const int fd = connect_to(path);
    connected_ = connected_ && fd >= 0;
    sockets_.push_back(fd);
    std::string batch;
    for (size_t n = 0; n < depth; ++n) {
      size_t end = text.find('\n', at);
      if (end == text.npos) end = text.find('\n', at = 0);
      const std::string line = text.substr(at, end - at);
      batch += "mask " + std::to_string(line.size()) + "\n" + line;
      at = end + 1;
    }
    batches_.push_back(batch);
  }
}

LoadClient::~LoadClient() {
  for (const int fd : sockets_) {
    if (fd >= 0) close(fd);
  }
}

size_t LoadClient::round() {
  for (size_t i = 0; i < sockets_.size(); ++i) {
    if (!send_all(sockets_[i], batches_[i])) return 0;
  }
  for (size_t i = 0; i < sockets_.size(); ++i) {
    if (!receive(i)) return 0;
  }
  return sockets_.size() * depth_;
}

bool LoadClient::receive(size_t connection) {
  std::string pending;
  size_t bytes = 0;
  size_t replies = 0;
  char buffer[64 << 10];
  while (server_ == Server::kEcho ? bytes < batches_[connection].size() : replies < depth_) {
    const ssize_t n = recv(sockets_[connection], buffer, sizeof buffer, 0);
    if (n <= 0) return false;
    bytes += static_cast<size_t>(n);
    if (server_ == Server::kRedactd) {
      pending.append(buffer, static_cast<size_t>(n));
      replies += take_replies(pending);
    }
  }
  return true;
}

}  // namespace redactd::bench
