// A file of plain bytes, read in ranges by as many threads as are free, and masked in place.
#pragma once

#include <mutex>
#include <optional>

#include "client/files/context.h"
#include "client/files/overwrite.h"
#include "client/files/scan.h"

namespace redactd::files {

// Not for an empty file. Thread-safe. The thread that ends the last range hands the result to the tally.
class PlainFile {
 public:
  static constexpr uint64_t kRangeBytes = 64 * 1024 * 1024;

  // `from`: bytes before it were read in an earlier round.
  PlainFile(Found found, link::Fd fd, const struct stat& facts, uint64_t from, Context& context);

  // Nothing: all ranges are taken.
  std::optional<Range> next_range();
  void work(const Range& range, Bench& bench);

 private:
  void piece(std::vector<drill::Match> matches, std::span<char> text, uint64_t begin, Overwriter& overwriter);
  void mask(std::vector<drill::Match>& matches, std::span<char> text, uint64_t begin, Overwriter& overwriter);
  bool ready_to_write();
  void leave(int error);
  void sync();
  void finish(Bench& bench);
  void note_growth();

  Context& context_;
  Found found_;
  link::Fd fd_;
  const struct stat facts_;
  const uint64_t from_, size_;
  const std::string path_;

  std::mutex mutex_;
  uint64_t next_;             // where the next range begins
  unsigned working_ = 0;
  link::Fd write_fd_;
  bool is_left_ = false;      // cannot be written to
  bool any_in_round_ = false;
  FileResult result_;
};

}  // namespace redactd::files
