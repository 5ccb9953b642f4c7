#include "daemon/rim/sinks/sequence_scan.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

#include "core/base/bytes.h"

namespace redactd::daemon {
namespace {

// Offset behind the last newline before `end`; 0: there is none.
uint64_t behind_newline(int fd, uint64_t end) {
  std::array<char, 64 * 1024> chunk;
  while (end > 0) {
    const uint64_t size = std::min<uint64_t>(end, chunk.size());
    const ssize_t got = pread(fd, chunk.data(), size, static_cast<off_t>(end - size));
    if (got != static_cast<ssize_t>(size)) return 0;
    const void* newline = memrchr(chunk.data(), '\n', size);
    if (newline != nullptr) return end - size + static_cast<uint64_t>(static_cast<const char*>(newline) - chunk.data()) + 1;
    end -= size;
  }
  return 0;
}

uint64_t sequence_of_last_line(int directory, const char* name) {
  const int fd = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) return 0;
  struct stat st {};
  uint64_t seq = 0;
  if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0) {
    const uint64_t whole = length_of_whole_lines(fd, static_cast<uint64_t>(st.st_size));
    const uint64_t begin = whole == 0 ? 0 : behind_newline(fd, whole - 1);
    std::array<char, 32> head{};
    constexpr std::string_view kBegin = "{\"seq\":";
    const ssize_t got = pread(fd, head.data(), head.size() - 1, static_cast<off_t>(begin));
    if (got > 0 && std::string_view(head.data(), static_cast<size_t>(got)).substr(0, kBegin.size()) == kBegin) {
      for (size_t i = kBegin.size(); is_digit(head[i]); ++i) seq = seq * 10 + static_cast<uint64_t>(head[i] - '0');
    }
  }
  close(fd);
  return seq;
}

}  // namespace

uint64_t length_of_whole_lines(int fd, uint64_t length) { return behind_newline(fd, length); }

uint64_t greatest_sequence(int directory, const std::string& name) {
  const size_t dot = std::min(name.rfind('.'), name.size());
  const std::string stem = name.substr(0, dot), ending = name.substr(dot);
  const int again = openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR* listing = again < 0 ? nullptr : fdopendir(again);
  if (listing == nullptr) return 0;
  uint64_t greatest = 0;
  while (const dirent* entry = readdir(listing)) {
    const std::string_view found = entry->d_name;
    const bool rotated = found.size() >= stem.size() + ending.size() && found.substr(0, stem.size()) == stem &&
                         found.substr(found.size() - ending.size()) == ending;
    if (rotated) greatest = std::max(greatest, sequence_of_last_line(directory, entry->d_name));
  }
  closedir(listing);
  return greatest;
}

}  // namespace redactd::daemon
