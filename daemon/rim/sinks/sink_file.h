// One append-only file of a sink and its rotation. Used by the writer's thread alone, but for open().
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace redactd::daemon {

struct SinkFileOptions {
  int directory = -1;         // open, owned by the caller of the writer
  std::string name;           // "redacted.jsonl"
  std::string shown_path;     // for status
  bool jsonl = true;          // else: text
  uint64_t rotate_bytes = 0;  // 0: never
  std::optional<gid_t> group;
};

class SinkFile {
 public:
  // Opens or makes the file (0640, never through a link), cuts a last line without newline off, and finds the greatest
  // sequence number of it and of its rotated ones. Error: sink.io.
  static Result<std::unique_ptr<SinkFile>> open(const SinkFileOptions& options);
  ~SinkFile();
  SinkFile(const SinkFile&) = delete;
  SinkFile& operator=(const SinkFile&) = delete;

  // All of `lines` or nothing; with `sync` it is durable. `last_seq`: of the last line. After a failed sync the file is never
  // synced and believed again: it is cut back and put aside, and the next write goes to a new one.
  // Errors: sink.no_space (nothing of it is in the file), sink.io (some of it may be).
  Status write(std::string_view lines, bool sync, uint64_t last_seq);
  Status sync();

  const SinkFileOptions& options() const { return options_; }
  uint64_t length() const { return good_length_; }
  uint64_t greatest_seq() const { return greatest_seq_; }
  uint64_t cut_bytes() const { return cut_bytes_; }  // of a torn last line, found at open()

 private:
  explicit SinkFile(SinkFileOptions options) : options_(std::move(options)) {}
  Status open_file(int flags);
  Status cut_torn_tail();
  void find_greatest_seq();
  Status put_aside();
  Status fail_back(int error);
  std::string rotated_name() const;

  SinkFileOptions options_;
  int fd_ = -1;
  uint64_t good_length_ = 0;   // bytes of whole lines
  uint64_t greatest_seq_ = 0;
  uint64_t cut_bytes_ = 0;
  bool mistrusted_ = false;    // a sync or a cut failed: put aside before anything else
  bool directory_dirty_ = false;
};

}  // namespace redactd::daemon
