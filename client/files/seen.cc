#include "client/files/seen.h"

namespace redactd::files {

std::optional<uint64_t> Seen::claim(const struct stat& facts, unsigned round) {
  uint64_t size = static_cast<uint64_t>(facts.st_size);
  std::lock_guard lock(mutex_);
  auto [at, is_new] = entries_.try_emplace(Key{facts.st_dev, facts.st_ino});
  Entry& entry = at->second;
  if (is_new) {
    entry = {size, round, false, false};
    return 0;
  }
  if (entry.round == round || entry.closed) return std::nullopt;
  if (!entry.again && size == entry.end) return std::nullopt;
  uint64_t from = entry.again || size < entry.end ? 0 : entry.end;
  entry = {size, round, false, false};
  return from;
}

bool Seen::has_news(dev_t device, ino_t inode, uint64_t size) const {
  std::lock_guard lock(mutex_);
  auto at = entries_.find(Key{device, inode});
  return at == entries_.end() || (!at->second.closed && (at->second.again || at->second.end != size));
}

void Seen::set_closed(dev_t device, ino_t inode) {
  std::lock_guard lock(mutex_);
  entries_[Key{device, inode}].closed = true;
}

void Seen::read_again(dev_t device, ino_t inode) {
  std::lock_guard lock(mutex_);
  entries_[Key{device, inode}].again = true;
}

uint64_t Seen::files() const {
  std::lock_guard lock(mutex_);
  return entries_.size();
}

}  // namespace redactd::files
