#include "client/files/open_found.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>

#include "client/files/bench.h"
#include "client/files/filesystem.h"
#include "client/files/scan.h"

namespace redactd::files {
namespace {

constexpr size_t kFirstBytes = 4096;
constexpr int kFlags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY;

link::Fd open_quietly(int directory, const char* name) {
  int fd = openat(directory, name, kFlags | O_NOATIME);
  if (fd < 0 && errno == EPERM) fd = openat(directory, name, kFlags);  // O_NOATIME is for the owner (open(2))
  return link::Fd(fd);
}

}  // namespace

std::string_view Opened::first_bytes(Bench& bench) const {
  int64_t got = read_at(fd.get(), bench.scratch(), std::min(kFirstBytes, Bench::kScratchBytes), 0);
  return {bench.scratch(), got > 0 ? static_cast<size_t>(got) : 0};
}

void Opened::close_for_later_rounds(const Found& found, Context& context) const {
  context.seen.set_closed(facts.st_dev, facts.st_ino);
  struct stat now {};
  bool there = fstatat(found.directory->fd.get(), found.name.c_str(), &now, AT_SYMLINK_NOFOLLOW) == 0;
  if (there && context.options.action == Action::kMask) context.seen.set_closed(now.st_dev, now.st_ino);
}

std::optional<Opened> open_found(const Found& found, Context& context) {
  Opened opened;
  opened.fd = open_quietly(found.directory->fd.get(), found.name.c_str());
  if (!opened.fd) {
    // Gone, or no longer the file that was listed.
    if (errno == ELOOP) {
      context.tally.skipped(found.shown(), "symlink");
    } else if (errno != ENOENT && errno != ENXIO) {
      context.tally.unread(found.shown(), errno);
    }
    return std::nullopt;
  }
  if (fstat(opened.fd.get(), &opened.facts) != 0) {
    context.tally.unread(found.shown(), errno);
    return std::nullopt;
  }
  if (!S_ISREG(opened.facts.st_mode)) {
    context.tally.skipped(found.shown(), "device");
    return std::nullopt;
  }
  if (is_on_special_filesystem(opened.fd.get())) {
    context.tally.skipped(found.shown(), "special-filesystem");
    return std::nullopt;
  }
  auto from = context.seen.claim(opened.facts, context.round);
  if (!from || opened.facts.st_size == 0) return std::nullopt;
  opened.from = *from;
  return opened;
}

}  // namespace redactd::files
