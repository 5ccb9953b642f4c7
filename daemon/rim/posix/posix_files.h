// FileStore on a directory: durable replacement and durable appends, never through a symbolic link.
#pragma once

#include <sys/types.h>

#include <optional>

#include "daemon/ports/clock.h"
#include "daemon/ports/file_store.h"
#include "daemon/rim/posix/unique_fd.h"

namespace redactd::daemon {

class PosixFiles : public FileStore {
 public:
  // `directory` must outlive this. `durable` false: no sync (files that are made anew at each start).
  PosixFiles(int directory, mode_t mode, std::optional<gid_t> group, bool durable)
      : directory_(directory), mode_(mode), group_(group), durable_(durable) {}

  Result<std::string> read(const std::string& name) override;
  Status replace(const std::string& name, std::string_view text) override;
  void remove(const std::string& name) override;
  Result<uint64_t> append(const std::string& name, std::string_view line) override;
  Status take_back(const std::string& name, uint64_t length) override;

 private:
  Status write_new(const std::string& name, std::string_view text);

  const int directory_;
  const mode_t mode_;
  const std::optional<gid_t> group_;
  const bool durable_;
};

// Reads a regular file without following a link in its last place; at most `most` bytes. Errors: file.io, file.too_large.
Result<std::string> read_regular_file(int directory, const std::string& path, size_t most);

class SystemClock : public WallClock {
 public:
  int64_t now_us() const override;
};

}  // namespace redactd::daemon
