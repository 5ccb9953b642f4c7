// A regular file as the walk found it: a name in an open directory, so that no link that is put into its path later is followed.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <memory>
#include <string>

#include "client/link/fd.h"

namespace redactd::files {

struct Directory {
  link::Fd fd;
  std::string path;   // as it is reached, links of the argument resolved
  std::string shown;  // as the caller named it
};

struct Found {
  std::shared_ptr<const Directory> directory;
  std::string name;
  std::string named;   // not empty: the argument itself, where that was a link
  // When it was listed.
  uint64_t bytes = 0;
  dev_t device = 0;
  ino_t inode = 0;
  bool is_repository = false;  // `directory` itself is what was found, a git repository; no name

  std::string path() const { return join(directory->path, name); }
  std::string shown() const { return named.empty() ? join(directory->shown, name) : named; }

  // "" stands for the working directory.
  static std::string join(const std::string& directory, const std::string& name) {
    if (directory.empty()) return name;
    if (name.empty()) return directory;
    return directory.back() == '/' ? directory + name : directory + "/" + name;
  }
};

}  // namespace redactd::files
