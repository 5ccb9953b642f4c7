#include "client/files/overwrite.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "client/files/scan.h"

namespace redactd::files {
namespace {

// The file may have changed since it was searched: another program's bytes are not ours to mask.
bool still_stands(int fd, std::string_view covered, uint64_t offset, Bench& bench) {
  for (size_t at = 0; at < covered.size(); at += Bench::kScratchBytes) {
    size_t bytes = std::min(Bench::kScratchBytes, covered.size() - at);
    int64_t got = read_at(fd, bench.scratch(), bytes, offset + at);
    if (got != static_cast<int64_t>(bytes) || memcmp(bench.scratch(), covered.data() + at, bytes) != 0) return false;
  }
  return true;
}

int write_at(int fd, const drill::Write& write) {
  size_t done = 0;
  while (done < write.bytes.size()) {
    ssize_t put = pwrite(fd, write.bytes.data() + done, write.bytes.size() - done, static_cast<off_t>(write.offset + done));
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return errno;
    if (put == 0) return EIO;
    done += static_cast<size_t>(put);
  }
  return 0;
}

constexpr uint64_t kPageBytes = 4096;

struct Planned {
  unsigned step;  // a match's writes to one page share a step; another page's have to wait for a sync
  drill::Write write;
};

void plan(std::vector<drill::Write> writes, std::vector<Planned>& planned) {
  unsigned step = 0;
  uint64_t page = 0;
  for (size_t i = 0; i < writes.size(); ++i) {
    if (i > 0 && writes[i].offset / kPageBytes != page) ++step;
    page = writes[i].offset / kPageBytes;
    planned.push_back({step, std::move(writes[i])});
  }
}

// Step by step over all matches, so that one sync serves all whose next step has to wait for it.
int write_steps(int fd, std::vector<Planned> planned) {
  std::stable_sort(planned.begin(), planned.end(), [](const Planned& a, const Planned& b) { return a.step < b.step; });
  for (size_t i = 0; i < planned.size(); ++i) {
    if (i > 0 && planned[i].step != planned[i - 1].step && fdatasync(fd) != 0) return errno;
    if (int error = write_at(fd, planned[i].write); error != 0) return error;
  }
  return 0;
}

}  // namespace

Overwritten overwrite(int read_fd, int write_fd, const std::vector<drill::Match>& matches, const drill::Target& target,
                      std::span<const char> text, uint64_t begin, Bench& bench) {
  Overwritten done;
  done.masked.resize(matches.size());
  std::vector<Planned> planned;
  for (size_t i = 0; i < matches.size(); ++i) {
    const drill::Match& match = matches[i];
    std::string_view covered(text.data() + (match.begin - begin), match.end - match.begin);
    if (!still_stands(read_fd, covered, match.begin, bench)) continue;
    done.masked[i] = true;
    plan(drill::writes_for(match, target.label(match.label), covered, kPageBytes), planned);
  }
  done.error = write_steps(write_fd, std::move(planned));
  if (done.error != 0) done.masked.assign(matches.size(), false);
  return done;
}

}  // namespace redactd::files
