#include "client/files/overwrite.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "client/files/scan.h"

namespace redactd::files {
namespace {

constexpr uint64_t kPageBytes = 4096;

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

}  // namespace

// The file may have changed since it was searched: another program's bytes are not ours to mask.
bool Overwriter::still_stands(std::string_view covered, uint64_t offset) {
  for (size_t at = 0; at < covered.size(); at += Bench::kScratchBytes) {
    size_t bytes = std::min(Bench::kScratchBytes, covered.size() - at);
    int64_t got = read_at(read_fd_, bench_.scratch(), bytes, offset + at);
    if (got != static_cast<int64_t>(bytes) || memcmp(bench_.scratch(), covered.data() + at, bytes) != 0) return false;
  }
  return true;
}

std::string_view Overwriter::keep(std::string_view bytes) {
  if (bytes.size() > Bench::kScratchBytes - kept_) return {};
  char* at = bench_.kept() + kept_;
  memcpy(at, bytes.data(), bytes.size());
  kept_ += bytes.size();
  return {at, bytes.size()};
}

// Writes to one page share a step. What comes later waits.
int Overwriter::write_first_steps(const drill::Match& match, std::string_view covered) {
  std::vector<drill::Write> writes = drill::writes_for(match, target_.label(match.label), covered, kPageBytes);
  unsigned step = 0;
  for (size_t i = 0; i < writes.size(); ++i) {
    if (i > 0 && writes[i].offset / kPageBytes != writes[i - 1].offset / kPageBytes) ++step;
    if (step == 0) {
      if (int error = write_at(write_fd_, writes[i]); error != 0) return error;
    } else {
      std::string_view expected = keep(covered.substr(writes[i].offset - match.begin, writes[i].bytes.size()));
      waiting_.push_back({step, writes[i], expected});
    }
  }
  return 0;
}

Overwritten Overwriter::mask(int write_fd, const std::vector<drill::Match>& matches, std::span<const char> text, uint64_t begin) {
  write_fd_ = write_fd;
  Overwritten done;
  done.masked.resize(matches.size());
  for (size_t i = 0; i < matches.size() && done.error == 0; ++i) {
    const drill::Match& match = matches[i];
    std::string_view covered(text.data() + (match.begin - begin), match.end - match.begin);
    if (covered.size() > Bench::kScratchBytes - kept_) done.error = finish();
    if (done.error != 0 || !still_stands(covered, match.begin)) continue;
    done.masked[i] = true;
    done.error = write_first_steps(match, covered);
  }
  if (done.error != 0) done.masked.assign(matches.size(), false);
  // Only a start, so that the sync at the end has less to wait for.
  (void)sync_file_range(write_fd_, static_cast<off_t>(begin), static_cast<off_t>(text.size()), SYNC_FILE_RANGE_WRITE);
  return done;
}

int Overwriter::finish() {
  std::stable_sort(waiting_.begin(), waiting_.end(), [](const Waiting& a, const Waiting& b) { return a.step < b.step; });
  unsigned step = 0;
  for (const Waiting& one : waiting_) {
    if (one.step != step && fdatasync(write_fd_) != 0) return errno;
    step = one.step;
    if (!one.expected.empty() && !still_stands(one.expected, one.write.offset)) continue;
    if (int error = write_at(write_fd_, one.write); error != 0) return error;
  }
  waiting_.clear();
  kept_ = 0;
  return 0;
}

}  // namespace redactd::files
