#include "client/link/read_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "client/link/fd.h"

namespace redactd::link {

Result<std::string> read_file(const std::string& path, size_t max_bytes) {
  // O_NONBLOCK: a FIFO of that name must not stop us.
  Fd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat st {};
  if (!fd || fstat(fd.get(), &st) != 0) return Error{"file.unreadable", path + ": " + strerror(errno) + ".", ""};
  if (!S_ISREG(st.st_mode)) return Error{"file.unreadable", path + ": not a regular file.", ""};
  if (static_cast<size_t>(st.st_size) > max_bytes) return Error{"file.too_large", path + ": too large.", ""};
  std::string text;
  text.resize(static_cast<size_t>(st.st_size) + 1);
  size_t used = 0;
  for (;;) {
    ssize_t got = read(fd.get(), text.data() + used, text.size() - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Error{"file.unreadable", path + ": " + strerror(errno) + ".", ""};
    if (got == 0) break;
    used += static_cast<size_t>(got);
    if (used > max_bytes) return Error{"file.too_large", path + ": too large.", ""};
    if (used == text.size()) text.resize(used * 2);
  }
  text.resize(used);
  return text;
}

}  // namespace redactd::link
