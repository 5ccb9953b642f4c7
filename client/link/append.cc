#include "client/link/append.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "client/link/clock.h"
#include "client/link/fd.h"

namespace redactd::link {
namespace {

constexpr uint64_t kLockWaitMs = 1000;

Error failed(int error) {
  return Error{"history.append_failed", std::string("The history file could not be appended to: ") + strerror(error) + ".",
               "The command ran; its masked line was not stored."};
}

// O_RDWR to see the last byte; a file that may only be written to is appended to blindly.
int open_history(const char* path) {
  int fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0600);
  if (fd >= 0) {
    fchmod(fd, 0600);
    return fd;
  }
  if (errno != EEXIST) return -1;
  fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0600);
  if (fd < 0 && errno == EACCES) fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  return fd;
}

bool lock(int fd, uint64_t deadline_ms) {
  while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) return false;
    if (monotonic_ms() >= deadline_ms) return false;
    poll(nullptr, 0, 2);
  }
  return true;
}

// A shell that rewrites its history puts a new file in place; what is appended to the old one is lost.
bool still_named(int fd, const char* path) {
  struct stat held {};
  struct stat named {};
  return fstat(fd, &held) == 0 && stat(path, &named) == 0 && held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

bool ends_in_newline(int fd, off_t size) {
  char last = '\n';
  if (size > 0 && pread(fd, &last, 1, size - 1) != 1) return true;
  return last == '\n';
}

Status write_whole(int fd, std::string_view record, bool locked) {
  struct stat st {};
  if (fstat(fd, &st) != 0) return failed(errno);
  bool regular = S_ISREG(st.st_mode);
  std::string bytes;
  if (regular && !ends_in_newline(fd, st.st_size)) bytes = "\n";
  bytes.append(record);
  ssize_t written;
  do {
    written = write(fd, bytes.data(), bytes.size());
  } while (written < 0 && errno == EINTR);
  if (written == static_cast<ssize_t>(bytes.size())) return {};
  int error = written < 0 ? errno : ENOSPC;
  if (written > 0 && regular && locked && ftruncate(fd, st.st_size) != 0) error = errno;
  return failed(error);
}

}  // namespace

Status append_record(const std::string& path, std::string_view record) {
  uint64_t deadline = monotonic_ms() + kLockWaitMs;
  for (int attempt = 0;; ++attempt) {
    Fd fd(open_history(path.c_str()));
    if (!fd) return failed(errno);
    bool locked = lock(fd.get(), deadline);
    if (attempt < 8 && !still_named(fd.get(), path.c_str())) continue;
    return write_whole(fd.get(), record, locked);
  }
}

std::string history_record(std::string_view command, HistoryFormat format, long long epoch) {
  if (!command.empty() && command.back() == '\n') command.remove_suffix(1);
  std::string record;
  if (format == HistoryFormat::kBash) {
    if (epoch != 0) record = "#" + std::to_string(epoch) + "\n";
    record.append(command);
    record += '\n';
    return record;
  }
  record = "- cmd: ";
  for (char c : command) {
    if (c == '\\') {
      record += "\\\\";
    } else if (c == '\n') {
      record += "\\n";
    } else {
      record += c;
    }
  }
  record += "\n  when: " + std::to_string(epoch) + "\n";
  return record;
}

}  // namespace redactd::link
