#include "client/files/formats/scan.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "client/link/sodium_memory.h"
#include "core/drill/window.h"

namespace redactd::files {

std::optional<Fault> scan(const drill::Target& target, const Pull& pull, const Take& take, uint64_t begin, uint64_t report_from) {
  link::SodiumMemory memory;
  drill::Window window(target, memory, begin, report_from);
  std::vector<drill::Match> matches;
  for (;;) {
    Pulled pulled = pull(window.room());
    bool last = pulled.last || pulled.fault.has_value();
    matches.clear();
    window.filled(pulled.bytes, last, matches);
    if (auto fault = take(Piece{window.settled(), window.settled_begin(), matches})) return fault;
    if (last) return pulled.fault;
  }
}

Pull pull_file(int fd, uint64_t offset, uint64_t end) {
  return [fd, offset, end](std::span<char> room) mutable {
    Pulled pulled;
    size_t wanted = static_cast<size_t>(std::min<uint64_t>(room.size(), end - offset));
    ssize_t got = 0;
    do {
      got = wanted == 0 ? 0 : pread(fd, room.data(), wanted, static_cast<off_t>(offset));
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
      pulled.fault = errno_fault("The file could not be read", errno);
    } else {
      pulled.bytes = static_cast<size_t>(got);
      pulled.last = got == 0;
      offset += pulled.bytes;
    }
    return pulled;
  };
}

std::optional<Fault> count_stream(const Pull& pull, const OpenFile& file, const drill::Target& target, const SweepOptions& options,
                                  FileResult& result) {
  return scan(target, pull, [&](Piece piece) -> std::optional<Fault> {
    for (const auto& match : piece.matches) count(match, file, options, result);
    return std::nullopt;
  });
}

std::optional<Fault> count_raw(int fd, const OpenFile& file, const drill::Target& target, const SweepOptions& options, FileResult& result) {
  Pull pull = pull_file(fd);
  return count_stream(
      [&](std::span<char> room) {
        Pulled pulled = pull(room);
        result.bytes_seen += pulled.bytes;
        return pulled;
      },
      file, target, options, result);
}

}  // namespace redactd::files
