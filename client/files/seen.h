// Which files were read already, by device and inode, and how far.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace redactd::files {

// Thread-safe. Some 60 bytes a file.
class Seen {
 public:
  // The offset from which this file is to be read in this round: 0 where it is new or was cut, its old end where it grew, nothing
  // where another name led here before.
  std::optional<uint64_t> claim(const struct stat& facts, unsigned round);
  // Whether a later round has anything to read there.
  bool has_news(dev_t device, ino_t inode, uint64_t size) const;
  // A file that is no plain text, or that was put in another's place: not read again when it grows.
  void set_closed(dev_t device, ino_t inode);
  // Something in it changed between reading and masking: the next round reads all of it again.
  void read_again(dev_t device, ino_t inode);
  uint64_t files() const;

 private:
  struct Key {
    dev_t device;
    ino_t inode;
    bool operator==(const Key& other) const { return device == other.device && inode == other.inode; }
  };
  struct Hash {
    size_t operator()(const Key& key) const { return std::hash<uint64_t>()(key.inode * 0x9E3779B97F4A7C15U ^ key.device); }
  };
  struct Entry {
    uint64_t end = 0;
    unsigned round = 0;
    bool closed = false, again = false;
  };

  mutable std::mutex mutex_;
  std::unordered_map<Key, Entry, Hash> entries_;
};

}  // namespace redactd::files
