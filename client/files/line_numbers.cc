#include "client/files/line_numbers.h"

#include <algorithm>
#include <cerrno>

#include "client/files/scan.h"

namespace redactd::files {

int number_lines(int fd, Bench& bench, std::vector<Spot>& spots) {
  std::sort(spots.begin(), spots.end(), [](const Spot& a, const Spot& b) { return a.offset < b.offset; });
  uint64_t at = 0, line = 1;
  for (Spot& spot : spots) {
    while (at < spot.offset) {
      size_t wanted = static_cast<size_t>(std::min<uint64_t>(Bench::kScratchBytes, spot.offset - at));
      int64_t got = read_at(fd, bench.scratch(), wanted, at);
      if (got < 0) return errno;
      if (got == 0) break;  // it was cut meanwhile
      line += static_cast<uint64_t>(std::count(bench.scratch(), bench.scratch() + got, '\n'));
      at += static_cast<uint64_t>(got);
    }
    spot.line = line;
  }
  return 0;
}

}  // namespace redactd::files
