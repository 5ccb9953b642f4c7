#include "client/files/walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "client/files/filesystem.h"
#include "client/files/formats/git.h"

namespace redactd::files {
namespace {

constexpr int kOpenDirectory = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK;

// Why a thing that is neither a regular file nor a directory is passed over.
const char* reason_of(mode_t mode) {
  if (S_ISLNK(mode)) return "symlink";
  if (S_ISFIFO(mode)) return "fifo";
  if (S_ISSOCK(mode)) return "socket";
  return "device";
}

struct Closer {
  void operator()(DIR* dir) const { closedir(dir); }
};

class Walk {
 public:
  Walk(const std::vector<std::string>& excludes, const WalkEvents& events) : excludes_(excludes), events_(events) {}

  void argument(const std::string& path);

 private:
  // A directory that was listed in its parent and is not open yet.
  struct Pending {
    std::shared_ptr<const Directory> parent;
    std::string name;
  };

  bool excluded(const std::string& shown, const std::string& name) const;
  void descend(std::shared_ptr<Directory> top);
  void list(const std::shared_ptr<const Directory>& directory, std::vector<Pending>& pending);
  void found(std::shared_ptr<const Directory> directory, std::string name, std::string named, const struct stat& facts) {
    events_.found({std::move(directory), std::move(name), std::move(named), static_cast<uint64_t>(facts.st_size), facts.st_dev, facts.st_ino});
  }
  // Then it was told as a whole: nothing below it is looked at singly.
  bool is_repository(const std::shared_ptr<const Directory>& directory) const {
    if (!repository_of(directory->path)) return false;
    Found whole;
    whole.directory = directory;
    whole.is_repository = true;
    events_.found(std::move(whole));
    return true;
  }
  void entry(const std::shared_ptr<const Directory>& directory, const char* name, std::vector<Pending>& pending);

  const std::vector<std::string>& excludes_;
  const WalkEvents& events_;
};

bool Walk::excluded(const std::string& shown, const std::string& name) const {
  for (const std::string& pattern : excludes_) {
    if (fnmatch(pattern.c_str(), shown.c_str(), 0) == 0 || fnmatch(pattern.c_str(), name.c_str(), 0) == 0) return true;
  }
  return false;
}

void Walk::argument(const std::string& shown) {
  std::string path = shown;
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  struct stat facts {};
  if (lstat(path.c_str(), &facts) != 0) return events_.unread(shown, errno);
  bool is_link = S_ISLNK(facts.st_mode);
  if (is_link) {
    char resolved[PATH_MAX];
    if (realpath(path.c_str(), resolved) == nullptr || lstat(resolved, &facts) != 0) return events_.unread(shown, errno);
    path = resolved;
  }
  size_t slash = path.rfind('/');
  std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  std::string parent = slash == std::string::npos ? "" : path.substr(0, slash == 0 ? 1 : slash);
  if (excluded(shown, name)) return events_.skipped(shown, "excluded");
  auto directory = std::make_shared<Directory>();
  if (S_ISDIR(facts.st_mode)) {
    directory->fd.reset(open(path.c_str(), kOpenDirectory));
    if (!directory->fd) return events_.unread(shown, errno);
    directory->path = path;
    directory->shown = is_link ? shown : path;
    return descend(std::move(directory));
  }
  if (!S_ISREG(facts.st_mode)) return events_.skipped(shown, reason_of(facts.st_mode));
  directory->fd.reset(open(parent.empty() ? "." : parent.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!directory->fd) return events_.unread(shown, errno);
  directory->path = directory->shown = parent;
  found(std::move(directory), name, is_link ? shown : std::string(), facts);
}

// Depth first, so that few directories are open at a time.
void Walk::descend(std::shared_ptr<Directory> top) {
  if (is_on_special_filesystem(top->fd.get())) return events_.skipped(top->shown, "special-filesystem");
  if (is_repository(top)) return;
  std::vector<Pending> pending;
  list(top, pending);
  top.reset();
  while (!pending.empty()) {
    Pending next = std::move(pending.back());
    pending.pop_back();
    auto directory = std::make_shared<Directory>();
    directory->path = Found::join(next.parent->path, next.name);
    directory->shown = Found::join(next.parent->shown, next.name);
    directory->fd.reset(openat(next.parent->fd.get(), next.name.c_str(), kOpenDirectory));
    if (!directory->fd) {
      if (errno != ENOENT && errno != ENOTDIR && errno != ELOOP) events_.unread(directory->shown, errno);
    } else if (is_on_special_filesystem(directory->fd.get())) {
      events_.skipped(directory->shown, "special-filesystem");
    } else if (!is_repository(directory)) {
      list(directory, pending);
    }
  }
}

void Walk::list(const std::shared_ptr<const Directory>& directory, std::vector<Pending>& pending) {
  link::Fd again(openat(directory->fd.get(), ".", kOpenDirectory));  // readdir owns its descriptor and moves it
  std::unique_ptr<DIR, Closer> handle(again ? fdopendir(again.get()) : nullptr);
  if (!handle) return events_.unread(directory->shown, errno);
  (void)again.release();
  for (;;) {
    errno = 0;
    const dirent* next = readdir(handle.get());
    if (next == nullptr) {
      if (errno != 0) events_.unread(directory->shown, errno);
      return;
    }
    if (strcmp(next->d_name, ".") != 0 && strcmp(next->d_name, "..") != 0) entry(directory, next->d_name, pending);
  }
}

void Walk::entry(const std::shared_ptr<const Directory>& directory, const char* name, std::vector<Pending>& pending) {
  struct stat facts {};
  if (fstatat(directory->fd.get(), name, &facts, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno != ENOENT) events_.unread(Found::join(directory->shown, name), errno);
    return;
  }
  if (S_ISREG(facts.st_mode) && excludes_.empty()) return found(directory, name, {}, facts);
  std::string shown = Found::join(directory->shown, name);
  if (excluded(shown, name)) return events_.skipped(shown, "excluded");
  if (S_ISREG(facts.st_mode)) return found(directory, name, {}, facts);
  if (S_ISDIR(facts.st_mode)) {
    pending.push_back({directory, name});
  } else {
    events_.skipped(shown, reason_of(facts.st_mode));
  }
}

}  // namespace

void walk(const std::vector<std::string>& paths, const std::vector<std::string>& excludes, const WalkEvents& events) {
  Walk walking(excludes, events);
  for (const std::string& path : paths) walking.argument(path);
}

}  // namespace redactd::files
