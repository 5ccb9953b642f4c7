// Files that are not plain bytes: compressed, databases, and those that nobody may edit. One handler a format.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "client/files/sweep.h"
#include "client/link/fd.h"
#include "core/drill/target.h"

namespace redactd::files {

// A regular file, opened O_RDONLY|O_NOFOLLOW|O_NONBLOCK|O_CLOEXEC by the walk and checked with fstat.
struct OpenFile {
  int fd;                  // owned by the caller
  std::string path;        // as it was reached; used for messages, for files beside it, and to open it for writing
  uint64_t size = 0;
  uint64_t links = 1;
};

// What one file gave. Counts are merged into the report by the sweep; paths are masked there too.
struct FileResult {
  uint64_t bytes_seen = 0, matches = 0, masked = 0, partials = 0, weak = 0;
  std::array<uint64_t, drill::kForms> by_form{};
  std::string how;                     // not empty: the file was changed (or would be), as Place::how
  bool residue = false;
  std::optional<Left> left;
  std::optional<std::string> unread;   // the sentence
  std::vector<Spot> spots;
};

// Which way a file goes, by its first bytes (at least 512 where there are so many) and its path.
enum class Format : uint8_t { kPlain, kGzip, kZstd, kXz, kSqlite, kJournal, kGitObject, kTar, kZip, kEncrypted };
Format format_of(std::string_view first_bytes, std::string_view path);

// Reads, and with Action::kMask changes, one file of a format other than kPlain. Never throws; a fault goes into the result.
FileResult handle(Format format, const OpenFile& file, const drill::Target& target, const SweepOptions& options);

// Counts the matches of a FileResult into it, by rank and form; a Spot for each partial with Action::kList.
void count(const drill::Match& match, const OpenFile& file, const SweepOptions& options, FileResult& result);

}  // namespace redactd::files
