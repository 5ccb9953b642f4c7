#include "client/files/formats/replacement.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include "client/files/formats/attributes.h"
#include "client/files/formats/overwrite.h"
#include "client/files/obstacle.h"

namespace redactd::files {
namespace {

constexpr std::string_view kLeftoverPrefix = ".redactd-rewrite-";
constexpr int kOpenFlags = O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;

// One name for each file, so that a killed run's leftover is found without listing the directory (FNV-1a, 64 bits).
std::string temporary_name_for(std::string_view name) {
  uint64_t hash = 0xcbf29ce484222325U;
  for (char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  char digits[17];
  snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash));
  return std::string(kLeftoverPrefix) + digits;
}

Fault changing(const std::string& path) {
  return left_fault({path, 0, "changing", "something writes to " + quoted(path) + ": run the same command again when it rests"});
}

std::string last_part(const std::string& path) {
  size_t slash = path.rfind('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

link::Fd open_folder_of(const std::string& path) {
  size_t slash = path.rfind('/');
  std::string folder = slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
  return link::Fd(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

// `owner`: of the file that it would be a leftover of. Nobody else's file is touched, nor one with another name.
void remove_leftover(int directory, const std::string& temporary, uid_t owner) {
  link::Fd leftover(openat(directory, temporary.c_str(), kOpenFlags));
  struct stat facts{};
  if (!leftover || fstat(leftover.get(), &facts) != 0 || !S_ISREG(facts.st_mode) || facts.st_nlink != 1) return;
  if (facts.st_uid != geteuid() && facts.st_uid != owner) return;
  if (flock(leftover.get(), LOCK_EX | LOCK_NB) != 0) return;  // of a run that is still at work
  if (overwrite_with_zeros(leftover.get())) unlinkat(directory, temporary.c_str(), 0);
}

bool same_file(const struct stat& a, const struct stat& b) { return a.st_dev == b.st_dev && a.st_ino == b.st_ino; }

}  // namespace

bool is_rewrite_leftover(std::string_view name) {
  return name.starts_with(kLeftoverPrefix) && name.size() == kLeftoverPrefix.size() + 16;
}

void remove_rewrite_leftover(const std::string& path) {
  link::Fd directory = open_folder_of(path);
  if (directory) remove_leftover(directory.get(), last_part(path), geteuid());
}

Fault many_names(const std::string& path) {
  return left_fault({path, 0, "links", "the file has more names: find them with find / -xdev -samefile " + quoted(path) +
                                           ", remove all but one, then the same command again"});
}

void finish_killed_rewrite(const std::string& path) {
  std::string name = last_part(path), temporary = temporary_name_for(name);
  link::Fd directory = open_folder_of(path);
  struct stat facts{};
  if (!directory || fstatat(directory.get(), name.c_str(), &facts, AT_SYMLINK_NOFOLLOW) != 0) return;
  if (faccessat(directory.get(), temporary.c_str(), F_OK, AT_SYMLINK_NOFOLLOW) == 0) {
    remove_leftover(directory.get(), temporary, facts.st_uid);
  }
}

std::variant<Replacement, Fault> Replacement::beside(const OpenFile& file) {
  Replacement made;
  if (auto fault = made.open_old(file)) return *fault;
  if (auto fault = made.create()) return *fault;
  return made;
}

std::optional<Fault> Replacement::open_old(const OpenFile& file) {
  path_ = file.path;
  name_ = last_part(path_);
  temporary_ = temporary_name_for(name_);
  directory_ = open_folder_of(path_);
  if (!directory_) return errno_fault("The directory could not be opened", errno);
  old_.reset(openat(directory_.get(), name_.c_str(), kOpenFlags));
  if (!old_) return errno == ENOENT || errno == ELOOP ? changing(path_) : left_fault(obstacle(errno, file.fd, path_));
  struct stat read{};
  if (fstat(old_.get(), &facts_) != 0 || fstat(file.fd, &read) != 0) return errno_fault("The file could not be looked at", errno);
  if (!same_file(facts_, read)) return changing(path_);
  if (facts_.st_nlink > 1) return many_names(path_);
  return std::nullopt;
}

std::optional<Fault> Replacement::create() {
  remove_leftover(directory_.get(), temporary_, facts_.st_uid);
  new_.reset(openat(directory_.get(), temporary_.c_str(), kOpenFlags | O_CREAT | O_EXCL, 0600));
  if (!new_) {
    int error = errno;
    if (error == EEXIST) {
      return left_fault({path_, 0, "busy", "another run rewrites " + quoted(path_) + ": wait for it, then the same command again"});
    }
    if (error == EACCES || error == EPERM || error == EROFS) return left_fault(obstacle(error, directory_.get(), path_));
    return errno_fault("The new file could not be made", error);
  }
  flock(new_.get(), LOCK_EX | LOCK_NB);
  if (fchmod(new_.get(), 0600) != 0) return errno_fault("The new file could not be made", errno);
  return std::nullopt;
}

Replacement::~Replacement() {
  if (new_ && !done_) unlinkat(directory_.get(), temporary_.c_str(), 0);
}

bool Replacement::write(std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t written = ::write(new_.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      errno_ = written == 0 ? ENOSPC : errno;
      return false;
    }
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

bool Replacement::is_as_expected(uint64_t size, timespec mtime) const {
  struct stat now{};
  if (fstat(old_.get(), &now) != 0) return false;
  return static_cast<uint64_t>(now.st_size) == size && now.st_nlink == 1 && now.st_mtim.tv_sec == mtime.tv_sec &&
         now.st_mtim.tv_nsec == mtime.tv_nsec;
}

bool Replacement::exchange() {
  if (renameat2(directory_.get(), temporary_.c_str(), directory_.get(), name_.c_str(), RENAME_EXCHANGE) == 0) {
    exchanged_ = true;
    return true;
  }
  if (errno != EINVAL && errno != ENOSYS) return false;
  return renameat(directory_.get(), temporary_.c_str(), directory_.get(), name_.c_str()) == 0;
}

std::optional<Fault> Replacement::commit(bool keep_times, uint64_t expected_size, timespec expected_mtime) {
  if (auto fault = copy_attributes(old_.get(), facts_, new_.get(), keep_times, path_)) return fault;
  if (fsync(new_.get()) != 0) return errno_fault("The new file could not be written", errno);
  struct stat named{};
  bool is_there = fstatat(directory_.get(), name_.c_str(), &named, AT_SYMLINK_NOFOLLOW) == 0 && same_file(named, facts_);
  if (!is_there || !is_as_expected(expected_size, expected_mtime)) return changing(path_);
  flock(old_.get(), LOCK_SH | LOCK_NB);  // so that no other run takes it for a leftover
  if (!exchange()) return errno_fault("The new file could not be put in place", errno);
  // What was appended between the last look and the exchange is not lost: back, and the caller may read again.
  if (exchanged_ && !is_as_expected(expected_size, expected_mtime) && exchange()) return changing(path_);
  done_ = true;
  // Only when the new name is safe on disk may the old bytes go.
  bool gone = fsync(directory_.get()) == 0 && overwrite_with_zeros(old_.get());
  int error = errno;
  if (exchanged_) unlinkat(directory_.get(), temporary_.c_str(), 0);
  if (!gone) return errno_fault("The file was rewritten, but the bytes of the old one could not be overwritten", error);
  fsync(directory_.get());
  return std::nullopt;
}

}  // namespace redactd::files
