#include "daemon/rim/sinks/sink_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "daemon/rim/sinks/sequence_scan.h"

namespace redactd::daemon {
namespace {

Error io(const std::string& name, int error) {
  const bool full = error == ENOSPC || error == EDQUOT;
  return Error{full ? "sink.no_space" : "sink.io", "The sink " + name + " cannot be written: " + std::strerror(error) + ".",
               full ? "Make room; masking goes on." : "Look at the disk; masking goes on."};
}

}  // namespace

SinkFile::~SinkFile() {
  if (fd_ >= 0) close(fd_);
}

Result<std::unique_ptr<SinkFile>> SinkFile::open(const SinkFileOptions& options) {
  std::unique_ptr<SinkFile> file(new SinkFile(options));
  if (Status opened = file->open_file(0); !opened) return opened.error();
  if (Status cut = file->cut_torn_tail(); !cut) return cut.error();
  file->find_greatest_seq();
  return file;
}

Status SinkFile::open_file(int flags) {
  const int fd = openat(options_.directory, options_.name.c_str(),
                        O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | flags, 0640);
  struct stat st {};
  if (fd < 0) return io(options_.shown_path, errno);
  if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_uid != geteuid()) {
    close(fd);
    return Error{"sink.io", "The sink " + options_.shown_path + " is no regular file of the daemon's own.", "Move it away."};
  }
  if (options_.group && fchown(fd, static_cast<uid_t>(-1), *options_.group) != 0) errno = 0;  // then the group stays ours
  if (fchmod(fd, 0640) != 0) {
    const int error = errno;
    close(fd);
    return io(options_.shown_path, error);
  }
  if (fd_ >= 0) close(fd_);
  fd_ = fd;
  good_length_ = static_cast<uint64_t>(st.st_size);
  directory_dirty_ = true;
  return {};
}

Status SinkFile::cut_torn_tail() {
  const uint64_t whole = length_of_whole_lines(fd_, good_length_);
  if (whole == good_length_) return {};
  if (ftruncate(fd_, static_cast<off_t>(whole)) != 0) return io(options_.shown_path, errno);
  cut_bytes_ = good_length_ - whole;
  good_length_ = whole;
  return {};
}

void SinkFile::find_greatest_seq() {
  if (options_.jsonl) greatest_seq_ = greatest_sequence(options_.directory, options_.name);
}

std::string SinkFile::rotated_name() const {
  std::array<char, 32> number{};
  std::snprintf(number.data(), number.size(), "-%020llu", static_cast<unsigned long long>(greatest_seq_));
  const size_t dot = options_.name.rfind('.');
  if (dot == std::string::npos || dot == 0) return options_.name + number.data();
  return options_.name.substr(0, dot) + number.data() + options_.name.substr(dot);
}

// The file goes aside under the number of its last line; one without a line simply goes.
Status SinkFile::put_aside() {
  const int done = good_length_ == 0 ? unlinkat(options_.directory, options_.name.c_str(), 0)
                                     : renameat(options_.directory, options_.name.c_str(), options_.directory, rotated_name().c_str());
  if (done != 0 && errno != ENOENT) return io(options_.shown_path, errno);
  if (Status opened = open_file(O_EXCL); !opened) {
    // Without a new file the old one is better than none, unless it is the one that failed.
    if (!mistrusted_) renameat(options_.directory, rotated_name().c_str(), options_.directory, options_.name.c_str());
    return opened;
  }
  mistrusted_ = false;
  return {};
}

// Nothing of an unfinished group may stay: a cut needs no space.
Status SinkFile::fail_back(int error) {
  if (ftruncate(fd_, static_cast<off_t>(good_length_)) != 0) mistrusted_ = true;
  return io(options_.shown_path, error);
}

Status SinkFile::write(std::string_view lines, bool sync, uint64_t last_seq) {
  if (mistrusted_) {
    if (Status aside = put_aside(); !aside) return aside;
  } else if (options_.rotate_bytes != 0 && good_length_ >= options_.rotate_bytes) {
    if (fdatasync(fd_) != 0) return mistrusted_ = true, io(options_.shown_path, errno);
    if (Status aside = put_aside(); !aside && fd_ < 0) return aside;
  }
  if (directory_dirty_) {
    if (fsync(options_.directory) != 0) return io(options_.shown_path, errno);
    directory_dirty_ = false;
  }
  std::string_view rest = lines;
  while (!rest.empty()) {
    const ssize_t written = ::write(fd_, rest.data(), rest.size());
    if (written > 0) {
      rest.remove_prefix(static_cast<size_t>(written));
    } else if (written == 0 || errno != EINTR) {
      return fail_back(written == 0 ? ENOSPC : errno);
    }
  }
  if (sync && fdatasync(fd_) != 0) {
    const int error = errno;
    mistrusted_ = true;  // Linux may have marked the lost pages clean: a second sync would lie
    return fail_back(error);
  }
  good_length_ += lines.size();
  greatest_seq_ = last_seq;
  return {};
}

Status SinkFile::sync() {
  if (fdatasync(fd_) == 0) return {};
  mistrusted_ = true;
  return io(options_.shown_path, errno);
}

}  // namespace redactd::daemon
