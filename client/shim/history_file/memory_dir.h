// A directory in memory for the history of one running program, and those that others left behind.
#pragma once

#include <string>
#include <vector>

#include "client/link/fd.h"
#include "core/base/result.h"

namespace redactd::shim {

// Mode 700, on tmpfs or ramfs, below $XDG_RUNTIME_DIR or /dev/shm. It is locked for as long as this process, or a child that
// inherited lock_fd(), lives: an unlocked one was left behind by a crash.
class MemoryDir {
 public:
  // Errors: history_file.no_memory_dir.
  static Result<MemoryDir> make();
  // Those of this user that nobody has locked; they are locked now.
  static std::vector<MemoryDir> left_behind();

  MemoryDir(MemoryDir&&) = default;
  MemoryDir& operator=(MemoryDir&&) = default;

  std::string path(const char* name) const { return path_ + "/" + name; }
  int lock_fd() const { return lock_.get(); }

  // A small file in it, mode 600. Errors: history_file.memory_full.
  Status write(const char* name, const std::string& text) const;
  // Takes it and all in it away.
  void remove();

 private:
  MemoryDir(std::string path, link::Fd lock) : path_(std::move(path)), lock_(std::move(lock)) {}

  std::string path_;
  link::Fd lock_;
};

}  // namespace redactd::shim
