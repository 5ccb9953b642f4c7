#include "client/shim/history_file/memory_dir.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <cstdlib>

#include "client/link/io.h"

namespace redactd::shim {
namespace {

constexpr long kTmpfsMagic = 0x01021994, kRamfsMagic = 0x858458f6;  // statfs(2)

std::string prefix() { return "redactd-history-" + std::to_string(geteuid()) + "-"; }

std::vector<std::string> bases() {
  std::vector<std::string> result;
  const char* runtime = getenv("XDG_RUNTIME_DIR");
  for (const std::string& base : {std::string(runtime == nullptr ? "" : runtime), std::string("/dev/shm")}) {
    struct statfs fs {};
    if (!base.empty() && statfs(base.c_str(), &fs) == 0 && (fs.f_type == kTmpfsMagic || fs.f_type == kRamfsMagic)) result.push_back(base);
  }
  return result;
}

// A directory of ours alone, opened and locked; nothing if it is another's, or in use.
link::Fd take(const std::string& path) {
  link::Fd fd(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  struct stat st {};
  if (!fd || fstat(fd.get(), &st) != 0 || st.st_uid != geteuid() || (st.st_mode & 077) != 0) return {};
  if (flock(fd.get(), LOCK_EX | LOCK_NB) != 0) return {};
  return fd;
}

}  // namespace

Result<MemoryDir> MemoryDir::make() {
  for (const std::string& base : bases()) {
    std::string path = base + "/" + prefix() + "XXXXXX";
    if (mkdtemp(path.data()) == nullptr) continue;
    if (link::Fd lock = take(path)) return MemoryDir(std::move(path), std::move(lock));
  }
  return Error{"history_file.no_memory_dir", "No directory in memory was found: neither XDG_RUNTIME_DIR nor /dev/shm is a tmpfs that can be written to.",
               "The program runs without a history."};
}

std::vector<MemoryDir> MemoryDir::left_behind() {
  std::vector<MemoryDir> found;
  for (const std::string& base : bases()) {
    DIR* listing = opendir(base.c_str());
    if (listing == nullptr) continue;
    while (const dirent* entry = readdir(listing)) {
      const std::string name = entry->d_name;
      if (!name.starts_with(prefix())) continue;
      std::string path = base + "/" + name;
      if (link::Fd lock = take(path)) found.push_back(MemoryDir(std::move(path), std::move(lock)));
    }
    closedir(listing);
  }
  return found;
}

Status MemoryDir::write(const char* name, const std::string& text) const {
  const link::Fd fd(open(path(name).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (fd && link::write_all(fd.get(), text).ok()) return {};
  return Error{"history_file.memory_full", "The history could not be put into memory.", "The program runs without a history."};
}

void MemoryDir::remove() {
  DIR* listing = opendir(path_.c_str());
  if (listing == nullptr) return;
  while (const dirent* entry = readdir(listing)) unlink(path(entry->d_name).c_str());  // "." and ".." are refused
  closedir(listing);
  rmdir(path_.c_str());
  lock_.reset();
}

}  // namespace redactd::shim
