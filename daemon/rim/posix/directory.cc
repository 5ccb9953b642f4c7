#include "daemon/rim/posix/directory.h"

#include <fcntl.h>
#include <grp.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

namespace redactd::daemon {
namespace {

// mkdir -p; nothing is said of failures here, since the open that follows tells them.
bool make_path(const std::string& path, mode_t mode) {
  for (size_t at = path.find('/', 1); at != std::string::npos; at = path.find('/', at + 1)) {
    mkdir(path.substr(0, at).c_str(), 0755);
  }
  return mkdir(path.c_str(), mode) == 0;
}

}  // namespace

Result<UniqueFd> open_own_directory(const std::string& wanted, mode_t mode, const std::string& area, std::optional<gid_t> group) {
  std::string path = wanted;
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  const bool made = make_path(path, mode);
  UniqueFd fd(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!fd) {
    struct stat st {};
    if (lstat(path.c_str(), &st) == 0 && S_ISLNK(st.st_mode)) {
      return Error{area + ".symlink", "The directory " + path + " is a symbolic link.", "Name the directory that it points to."};
    }
    if (errno == ENOTDIR) return Error{area + ".not_directory", path + " is no directory.", "Move it away or name another."};
    return Error{area + ".io", "The directory " + path + " cannot be opened: " + std::strerror(errno) + ".", "Name another, or mend its permissions."};
  }
  struct stat st {};
  if (fstat(fd.get(), &st) != 0) return Error{area + ".io", "The directory " + path + " cannot be examined.", ""};
  if (st.st_uid != geteuid()) {
    return Error{area + ".owner", "The directory " + path + " belongs to another user (uid " + std::to_string(st.st_uid) + ").",
                 "Whoever owns it could replace what lies in it. Name another, or chown it to the daemon's user."};
  }
  if (made) {
    if (group && fchown(fd.get(), static_cast<uid_t>(-1), *group) != 0) group = std::nullopt;
    fchmod(fd.get(), mode);
  } else if ((st.st_mode & S_IWOTH) != 0) {
    return Error{area + ".world_writable", "Everybody may write to the directory " + path + ".", "chmod o-w it, or name another."};
  }
  return fd;
}

Result<UniqueFd> lock_directory(int directory, const char* name) {
  UniqueFd fd(openat(directory, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!fd) return Error{"state.io", std::string("The lock file cannot be opened: ") + std::strerror(errno) + ".", "Mend the state directory."};
  if (flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
    return Error{"daemon.already_running", "Another redactd uses this state directory.", "Stop it first, or name another with --state-dir."};
  }
  return fd;
}

std::optional<gid_t> group_named(const std::string& name) {
  const group* entry = getgrnam(name.c_str());
  return entry == nullptr ? std::nullopt : std::optional<gid_t>(entry->gr_gid);
}

}  // namespace redactd::daemon
