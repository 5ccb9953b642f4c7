#include "daemon/rim/posix/secret_file.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <thread>

namespace redactd::daemon {
namespace {

constexpr int64_t kCifsMagic = 0xff534d42;  // not in linux/magic.h of every kernel

bool is_foreign(int fd) {
  struct statfs fs {};
  // First of all calls: the kernel answers it by itself for a FUSE mount of another user.
  if (fstatfs(fd, &fs) != 0) return true;
  const auto type = static_cast<int64_t>(static_cast<uint32_t>(fs.f_type));
  return type == FUSE_SUPER_MAGIC || type == NFS_SUPER_MAGIC || type == kCifsMagic || type == CODA_SUPER_MAGIC || type == V9FS_MAGIC;
}

FileFacts facts_of(int fd) {
  FileFacts facts;
  facts.foreign = is_foreign(fd);
  struct stat st {};
  if (facts.foreign || fstat(fd, &st) != 0) return facts;
  const int flags = fcntl(fd, F_GETFL);
  facts.regular = S_ISREG(st.st_mode) && flags >= 0 && (flags & O_PATH) == 0;
  facts.uid = st.st_uid;
  facts.mode = st.st_mode & 07777;
  facts.links = st.st_nlink;
  facts.size = static_cast<uint64_t>(st.st_size);
  const int seals = fcntl(fd, F_GET_SEALS);
  constexpr int kWanted = F_SEAL_WRITE | F_SEAL_SHRINK;
  facts.sealed = seals >= 0 && (seals & kWanted) == kWanted;
  return facts;
}

class PosixReceivedFile final : public ReceivedFile {
 public:
  explicit PosixReceivedFile(int fd) : fd_(fd), facts_(facts_of(fd)) {}
  ~PosixReceivedFile() override {
    if (facts_.regular && !facts_.foreign) return;
    const int fd = fd_.release();
    try {
      std::thread([fd] { close(fd); }).detach();
    } catch (const std::system_error&) {
      close(fd);
    }
  }

  const FileFacts& facts() const override { return facts_; }

  Result<SecretView> read_secret(SecretMemory& memory, size_t max) override {
    // One byte more than it says: a file that grew meanwhile is noticed.
    const size_t room = static_cast<size_t>(std::min<uint64_t>(facts_.size, max)) + 1;
    char* const bytes = memory.allocate(room);
    size_t used = 0;
    while (used < room) {
      const ssize_t got = pread(fd_.get(), bytes + used, room - used, static_cast<off_t>(used));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return Error{"vault.file.io", std::string("The file cannot be read: ") + std::strerror(errno) + ".", ""};
      if (got == 0) break;
      used += static_cast<size_t>(got);
    }
    if (used > max) return Error{"vault.value.too_long", "The value is longer than the vault takes.", "At most 65,536 bytes."};
    if (used == room) return Error{"vault.file.io", "The file grew while it was read.", "Add it again."};
    return SecretView({bytes, used});
  }

 private:
  UniqueFd fd_;
  const FileFacts facts_;
};

}  // namespace

std::unique_ptr<ReceivedFile> received_file(int fd) { return std::make_unique<PosixReceivedFile>(fd); }

Result<std::unique_ptr<ReceivedFile>> open_secret_file(const std::string& path) {
  const int fd = open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  if (fd >= 0) return received_file(fd);
  if (errno == ENOENT || errno == ENOTDIR) return Error{"vault.file.absent", "The file is not there.", "Put it back, or forget the value."};
  if (errno == ELOOP) return Error{"vault.file.type", "The path is a symbolic link.", "Name the file itself."};
  return Error{"vault.file.io", std::string("The file cannot be opened: ") + std::strerror(errno) + ".", ""};
}

}  // namespace redactd::daemon
