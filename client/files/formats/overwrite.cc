#include "client/files/formats/overwrite.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <vector>

namespace redactd::files {
namespace {

bool zero_range(int fd, off_t begin, off_t end, const std::vector<char>& zeros) {
  while (begin < end) {
    size_t size = static_cast<size_t>(std::min<off_t>(end - begin, static_cast<off_t>(zeros.size())));
    ssize_t written = pwrite(fd, zeros.data(), size, begin);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    begin += written;
  }
  return true;
}

}  // namespace

bool overwrite_with_zeros(int fd) {
  struct stat facts{};
  if (fstat(fd, &facts) != 0) return false;
  const std::vector<char> zeros(256 * 1024, '\0');
  for (off_t at = 0; at < facts.st_size;) {
    off_t begin = lseek(fd, at, SEEK_DATA);
    if (begin < 0 && errno == ENXIO) break;  // a hole up to the end
    off_t end = begin < 0 ? facts.st_size : lseek(fd, begin, SEEK_HOLE);
    if (begin < 0) begin = at;  // the file system knows no holes
    if (end < 0) end = facts.st_size;
    if (!zero_range(fd, begin, end, zeros)) return false;
    at = end;
  }
  return fdatasync(fd) == 0;
}

}  // namespace redactd::files
