#include "client/files/plain_file.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "client/files/filesystem.h"
#include "client/files/line_numbers.h"
#include "client/files/obstacle.h"

namespace redactd::files {

PlainFile::PlainFile(Found found, link::Fd fd, const struct stat& facts, uint64_t from, Context& context)
    : context_(context),
      found_(std::move(found)),
      fd_(std::move(fd)),
      facts_(facts),
      from_(from),
      size_(static_cast<uint64_t>(facts.st_size)),
      path_(found_.path()),
      next_(from) {}

std::optional<Range> PlainFile::next_range() {
  std::lock_guard lock(mutex_);
  if (next_ >= size_) return std::nullopt;
  Range range{next_, std::min(size_, next_ + kRangeBytes)};
  // A match that was cut by the old end stands before it.
  if (next_ == from_ && from_ > 0) range.report_from = from_ - std::min(from_, context_bytes(context_.target));
  next_ = range.end;
  ++working_;
  return range;
}

void PlainFile::work(const Range& range, Bench& bench) {
  Overwriter overwriter(fd_.get(), context_.target, bench);
  bool sparse = static_cast<uint64_t>(facts_.st_blocks) * 512 < size_;
  auto on_piece = [&](const std::vector<drill::Match>& matches, std::span<char> text, uint64_t begin) {
    piece(matches, text, begin, overwriter);
  };
  int error = scan(fd_.get(), range, size_, sparse, context_.target, bench, on_piece);
  if (int failed = overwriter.finish(); failed != 0) leave(failed);
  uint64_t bytes = range.end - std::max(range.report_from, from_);
  context_.bytes_done += bytes;
  std::unique_lock lock(mutex_);
  result_.bytes_seen += bytes;
  if (error != 0) result_.unread = std::string("Reading failed: ") + strerror(error) + ".";
  if (--working_ > 0 || next_ < size_) return;
  lock.unlock();
  finish(bench);
}

void PlainFile::piece(std::vector<drill::Match> matches, std::span<char> text, uint64_t begin, Overwriter& overwriter) {
  // What ended before this round's part was counted in an earlier one.
  std::erase_if(matches, [this](const drill::Match& match) { return match.end <= from_; });
  bool hits = std::any_of(matches.begin(), matches.end(), is_hit);
  if (hits && context_.options.action == Action::kMask) mask(matches, text, begin, overwriter);
  OpenFile file{fd_.get(), path_, size_, facts_.st_nlink};
  std::lock_guard lock(mutex_);
  any_in_round_ = any_in_round_ || hits;
  for (const drill::Match& match : matches) count(match, file, context_.options, result_);
}

// Takes those out of `matches` that are gone: another program wrote there meanwhile.
void PlainFile::mask(std::vector<drill::Match>& matches, std::span<char> text, uint64_t begin, Overwriter& overwriter) {
  if (!ready_to_write()) return;
  std::vector<drill::Match> hits;
  std::copy_if(matches.begin(), matches.end(), std::back_inserter(hits), is_hit);
  Overwritten done = overwriter.mask(write_fd_.get(), hits, text, begin);
  if (done.error != 0) return leave(done.error);
  uint64_t masked = static_cast<uint64_t>(std::count(done.masked.begin(), done.masked.end(), true));
  if (masked < hits.size()) context_.seen.read_again(facts_.st_dev, facts_.st_ino);
  size_t at = 0;
  std::erase_if(matches, [&](const drill::Match& match) { return is_hit(match) && !done.masked[at++]; });
  std::lock_guard lock(mutex_);
  result_.masked += masked;
}

// The same inode once more, for writing. Not with O_APPEND: Linux would ignore the offset.
bool PlainFile::ready_to_write() {
  std::lock_guard lock(mutex_);
  if (is_left_) return false;
  if (write_fd_) return true;
  link::Fd fd(openat(found_.directory->fd.get(), found_.name.c_str(), O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat facts {};
  int error = fd ? 0 : errno;
  if (fd && (fstat(fd.get(), &facts) != 0 || facts.st_dev != facts_.st_dev || facts.st_ino != facts_.st_ino)) error = ENOENT;
  if (error == 0) {
    write_fd_ = std::move(fd);
    return true;
  }
  is_left_ = true;
  result_.left = error == ENOENT || error == ELOOP
                     ? Left{path_, 0, "changing", "it was renamed or replaced meanwhile: the same command again"}
                     : obstacle(error, fd_.get(), path_);
  return false;
}

void PlainFile::leave(int error) {
  std::lock_guard lock(mutex_);
  is_left_ = true;
  if (!result_.left) result_.left = obstacle(error, fd_.get(), path_);
}

void PlainFile::sync() {
  if (!write_fd_) return;
  if (fdatasync(write_fd_.get()) != 0 && !result_.left) result_.left = obstacle(errno, fd_.get(), path_);
  if (!context_.options.keep_times) return;
  timespec times[2] = {{0, UTIME_OMIT}, facts_.st_mtim};
  if (futimens(write_fd_.get(), times) != 0) result_.unread = "Its time could not be set back.";
}

// Text that still comes with the value in it, after the last round: only the program that writes it can end that.
void PlainFile::note_growth() {
  struct stat now {};
  if (!context_.last_round || !any_in_round_ || result_.left || fstat(fd_.get(), &now) != 0) return;
  if (static_cast<uint64_t>(now.st_size) <= size_) return;
  result_.left = Left{path_, 0, "changing", "a program still writes the value into it: end that, then the same command again"};
}

void PlainFile::finish(Bench& bench) {
  sync();
  uint64_t hits = result_.matches + result_.partials;
  if (hits > 0) {
    result_.how = "in-place";
    result_.residue = leaves_residue(fd_.get());
    if (context_.options.action == Action::kCount && !result_.left) {
      result_.left = foreseen_obstacle(found_.directory->fd.get(), found_.name, fd_.get(), path_);
    }
  }
  note_growth();
  if (result_.left) result_.left->count = hits - std::min(hits, result_.masked);
  if (!result_.spots.empty()) {
    int error = number_lines(fd_.get(), bench, result_.spots);
    if (error != 0) result_.unread = std::string("Reading failed: ") + strerror(error) + ".";
  }
  context_.tally.add(found_, std::move(result_), context_.options.action);
  ++context_.files_done;
}

}  // namespace redactd::files
