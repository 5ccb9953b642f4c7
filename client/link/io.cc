#include "client/link/io.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace redactd::link {

Status write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<size_t>(written));
    } else if (errno == EAGAIN) {
      pollfd entry{fd, POLLOUT, 0};
      poll(&entry, 1, -1);
    } else if (errno != EINTR) {
      return Error{"io.write_failed", std::string("The output could not be written: ") + strerror(errno) + ".", ""};
    }
  }
  return {};
}

Result<std::string> read_all(int fd, size_t max_bytes) {
  std::string text(4096, '\0');
  size_t used = 0;
  for (;;) {
    ssize_t got = read(fd, text.data() + used, text.size() - used);
    if (got > 0) {
      used += static_cast<size_t>(got);
      if (used > max_bytes) return Error{"io.too_large", "The input is too large.", ""};
      if (used == text.size()) text.resize(std::min(text.size() * 4, max_bytes + 1));
    } else if (got == 0) {
      text.resize(used);
      return text;
    } else if (errno == EAGAIN) {
      pollfd entry{fd, POLLIN, 0};
      poll(&entry, 1, -1);
    } else if (errno != EINTR) {
      return Error{"io.read_failed", std::string("The input could not be read: ") + strerror(errno) + ".", ""};
    }
  }
}

}  // namespace redactd::link
