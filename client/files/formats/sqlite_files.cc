#include "client/files/formats/sqlite_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

#include "client/files/formats/file_bytes.h"
#include "client/files/formats/overwrite.h"
#include "client/link/fd.h"

namespace redactd::files {
namespace {

link::Fd open_beside(const std::string& path, int how) {
  link::Fd fd(open(path.c_str(), how | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat facts{};
  if (fd && (fstat(fd.get(), &facts) != 0 || !S_ISREG(facts.st_mode) || facts.st_nlink != 1)) fd.reset();
  return fd;
}

}  // namespace

bool is_in_wal_mode(int fd) {
  constexpr size_t kReadVersionAt = 19;  // sqlite.org/fileformat2.html, 1.3
  std::string head = read_at(fd, 0, 100);
  return head.size() > kReadVersionAt && head[kReadVersionAt] == 2;
}

bool is_hot_journal(const std::string& path) {
  link::Fd fd = open_beside(path, O_RDONLY);
  return fd && read_at(fd.get(), 0, 8).find_first_not_of('\0') != std::string::npos;
}

void overwrite_file(const std::string& path) {
  link::Fd fd = open_beside(path, O_RDWR);
  if (fd) overwrite_with_zeros(fd.get());
}

void overwrite_from(int fd, uint64_t begin) {
  struct stat facts{};
  if (fstat(fd, &facts) != 0) return;
  const std::vector<char> zeros(256 * 1024, '\0');
  for (auto at = static_cast<off_t>(begin); at < facts.st_size;) {
    auto size = static_cast<size_t>(std::min<off_t>(facts.st_size - at, static_cast<off_t>(zeros.size())));
    ssize_t written = pwrite(fd, zeros.data(), size, at);
    if (written <= 0) return;
    at += written;
  }
  fdatasync(fd);
}

}  // namespace redactd::files
