#include "client/files/obstacle.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace redactd::files {

std::string quoted(const std::string& path) {
  constexpr const char* kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._+=:@%-";
  if (!path.empty() && path[0] != '-' && path.find_first_not_of(kPlain) == std::string::npos) return path;
  std::string text = path.empty() || path[0] != '-' ? "'" : "./'";
  for (char c : path) {
    if (c == '\'') {
      text += "'\\''";
    } else {
      text += c;
    }
  }
  return text + "'";
}

namespace {

int attributes(int fd) {
  int flags = 0;
  return ioctl(fd, FS_IOC_GETFLAGS, &flags) == 0 ? flags : 0;
}

}  // namespace

Left obstacle(int error, int fd, const std::string& path) {
  Left left{path, 0, "io", ""};
  int flags = attributes(fd);
  if (error == EROFS) {
    left.reason = "read-only";
    left.advice = "mount -o remount,rw \"$(findmnt -no TARGET -T " + quoted(path) + ")\", then the same command again";
  } else if ((flags & FS_IMMUTABLE_FL) != 0) {
    left.reason = "immutable";
    left.advice = "chattr -i " + quoted(path) + ", then the same command again, then chattr +i " + quoted(path);
  } else if ((flags & FS_APPEND_FL) != 0) {
    left.reason = "append-only";
    left.advice = "chattr -a " + quoted(path) + ", then the same command again, then chattr +a " + quoted(path);
  } else if (error == EACCES || error == EPERM) {
    left.reason = "permission";
    left.advice = "run the same command as the owner of " + quoted(path) + " or as root";
  } else if (error == ETXTBSY || error == EBUSY) {
    left.reason = "busy";
    left.advice = "end the program that runs " + quoted(path) + ", then the same command again";
  } else {
    left.advice = std::string("writing failed (") + strerror(error) + "): mend that, then the same command again";
  }
  return left;
}

std::optional<Left> foreseen_obstacle(int directory, const std::string& name, int fd, const std::string& path) {
  if ((attributes(fd) & (FS_IMMUTABLE_FL | FS_APPEND_FL)) != 0) return obstacle(EPERM, fd, path);
  if (faccessat(directory, name.c_str(), W_OK, AT_EACCESS) != 0) return obstacle(errno, fd, path);
  return std::nullopt;
}

}  // namespace redactd::files
