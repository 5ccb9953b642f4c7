#include "daemon/rim/posix/posix_files.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

namespace redactd::daemon {
namespace {

constexpr size_t kMaxStateBytes = 64 * 1024 * 1024;

Error io_error(const std::string& name) {
  const bool full = errno == ENOSPC || errno == EDQUOT;
  return Error{full ? "state.no_space" : "state.io", "The file " + name + " cannot be written: " + std::strerror(errno) + ".",
               full ? "Make room; nothing was changed." : "Look at the disk; nothing was changed."};
}

bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(fd, text.data(), text.size());
    if (written > 0) {
      text.remove_prefix(static_cast<size_t>(written));
    } else if (written == 0 || errno != EINTR) {
      if (written == 0) errno = ENOSPC;
      return false;
    }
  }
  return true;
}

}  // namespace

Result<std::string> read_regular_file(int directory, const std::string& path, size_t most) {
  const UniqueFd fd(openat(directory, path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!fd && errno == ENOENT) return Error{"file.absent", path + " does not exist.", ""};
  struct stat st {};
  if (!fd || fstat(fd.get(), &st) != 0 || !S_ISREG(st.st_mode)) {
    return Error{"file.io", path + " cannot be read as a regular file.", "Mend its permissions; links are not followed."};
  }
  std::string text;
  std::array<char, 64 * 1024> chunk;
  for (;;) {
    const ssize_t got = ::read(fd.get(), chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Error{"file.io", path + " cannot be read: " + std::strerror(errno) + ".", ""};
    if (got == 0) return text;
    text.append(chunk.data(), static_cast<size_t>(got));
    if (text.size() > most) return Error{"file.too_large", path + " is too large.", ""};
  }
}

Result<std::string> PosixFiles::read(const std::string& name) {
  auto text = read_regular_file(directory_, name, kMaxStateBytes);
  if (text) return text;
  if (text.error().code == "file.absent") return std::string();
  return Error{"state.io", text.error().what, text.error().hint};
}

Status PosixFiles::write_new(const std::string& name, std::string_view text) {
  unlinkat(directory_, name.c_str(), 0);  // of a crash
  const UniqueFd fd(openat(directory_, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!fd) return io_error(name);
  if (!write_all(fd.get(), text)) return io_error(name);
  // A group that cannot be set leaves the file ours alone, which is the safe side.
  if (group_ && fchown(fd.get(), static_cast<uid_t>(-1), *group_) != 0) errno = 0;
  if (fchmod(fd.get(), mode_) != 0) return io_error(name);
  if (durable_ && fsync(fd.get()) != 0) return io_error(name);
  return {};
}

Status PosixFiles::replace(const std::string& name, std::string_view text) {
  const std::string fresh = name + ".new";
  Status written = write_new(fresh, text);
  if (written && renameat(directory_, fresh.c_str(), directory_, name.c_str()) != 0) written = io_error(name);
  if (!written) {
    unlinkat(directory_, fresh.c_str(), 0);
    return written;
  }
  if (durable_ && fsync(directory_) != 0) return io_error(name);
  return {};
}

void PosixFiles::remove(const std::string& name) { unlinkat(directory_, name.c_str(), 0); }

Result<uint64_t> PosixFiles::append(const std::string& name, std::string_view line) {
  const UniqueFd fd(openat(directory_, name.c_str(), O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600));
  struct stat st {};
  if (!fd || fstat(fd.get(), &st) != 0) return io_error(name);
  auto length = static_cast<uint64_t>(st.st_size);
  // A line that a crash left unfinished must not swallow this one.
  char last = '\n';
  if (length > 0 && pread(fd.get(), &last, 1, st.st_size - 1) != 1) return io_error(name);
  const std::string text = (last == '\n' ? "" : "\n") + std::string(line);
  if (!write_all(fd.get(), text) || fdatasync(fd.get()) != 0) {
    const Error error = io_error(name);
    if (ftruncate(fd.get(), st.st_size) != 0) return Error{"state.io", name + " cannot be cut back.", ""};
    return error;
  }
  return length;
}

Status PosixFiles::take_back(const std::string& name, uint64_t length) {
  const UniqueFd fd(openat(directory_, name.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC));
  if (!fd || ftruncate(fd.get(), static_cast<off_t>(length)) != 0) return io_error(name);
  return {};
}

int64_t SystemClock::now_us() const {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(since).count();
}

}  // namespace redactd::daemon
