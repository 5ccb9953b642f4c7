#include "client/ctl/setup/rewrite.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "client/link/fd.h"
#include "client/link/io.h"
#include "client/link/read_file.h"

namespace redactd::ctl {
namespace {

constexpr size_t kMaxStartFileBytes = 4 * 1024 * 1024;
constexpr mode_t kNewFileMode = 0644;

Error unwritable(const std::string& path, int code) {
  return Error{"setup.file_unwritable", path + " could not be changed: " + strerror(code) + ".",
               "Nothing was changed. Make it and its folder writable, or put the line there by hand: redactctl init --help."};
}

// The target of a link that leads nowhere yet: a new file belongs there, not in the place of the link.
std::string behind_links(const std::string& path) {
  char resolved[PATH_MAX];
  if (realpath(path.c_str(), resolved) != nullptr) return resolved;
  std::error_code none;
  const auto target = std::filesystem::read_symlink(path, none);
  if (none) return path;
  return target.is_absolute() ? target.string() : (std::filesystem::path(path).parent_path() / target).string();
}

Status write_beside(const std::string& path, const std::string& text, const struct stat* like) {
  const std::string fresh = path + ".redactd-" + std::to_string(getpid());
  link::Fd fd(open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!fd) return unwritable(path, errno);
  int failed = link::write_all(fd.get(), text).ok() ? 0 : (errno == 0 ? EIO : errno);
  if (failed == 0 && like != nullptr && (like->st_uid != geteuid() || like->st_gid != getegid()) && fchown(fd.get(), like->st_uid, like->st_gid) != 0) failed = errno;
  if (failed == 0 && fchmod(fd.get(), like == nullptr ? kNewFileMode : like->st_mode & 07777) != 0) failed = errno;
  if (failed == 0 && fsync(fd.get()) != 0) failed = errno;
  if (failed == 0 && rename(fresh.c_str(), path.c_str()) != 0) failed = errno;
  if (failed == 0) return {};
  unlink(fresh.c_str());
  return unwritable(path, failed);
}

}  // namespace

Result<UserFile> open_user_file(const std::string& path) {
  UserFile file{path, behind_links(path), {}, false};
  struct stat st {};
  if (stat(file.real.c_str(), &st) != 0) {
    if (errno == ENOENT) return file;
    return Error{"setup.file_unreadable", path + ": " + strerror(errno) + ".", "Mend the path to it, then run this again."};
  }
  file.exists = true;
  auto text = link::read_file(file.real, kMaxStartFileBytes);
  if (!text.ok()) return Error{"setup.file_unreadable", path + " is no start file that can be read: " + text.error().what, "Nothing was changed there."};
  file.text = std::move(*text);
  return file;
}

std::string backup_path(const UserFile& file) { return file.real + ".before-redactd"; }

Status rewrite(const UserFile& file, const std::string& text, bool keep_backup) {
  struct stat st {};
  const bool exists = stat(file.real.c_str(), &st) == 0;
  if (!exists) {
    std::error_code failed;
    std::filesystem::create_directories(std::filesystem::path(file.real).parent_path(), failed);
    if (failed) return unwritable(file.path, failed.value());
  }
  // A file that its owner made read-only is not ours to replace, even where the folder would let us.
  if (exists && access(file.real.c_str(), W_OK) != 0) return unwritable(file.path, errno);
  if (exists && keep_backup && access(backup_path(file).c_str(), F_OK) != 0) {
    // Its own path, so that nobody looks for the fault in a file that is not there.
    if (Status kept = write_beside(backup_path(file), file.text, &st); !kept) {
      return Error{"setup.file_unwritable", "No copy of " + file.path + " could be kept beside it, so it was not changed. " + kept.error().what, kept.error().hint};
    }
  }
  return write_beside(file.real, text, exists ? &st : nullptr);
}

Status remove_file(const std::string& path) {
  if (unlink(path.c_str()) == 0 || errno == ENOENT) return {};
  return unwritable(path, errno);
}

}  // namespace redactd::ctl
