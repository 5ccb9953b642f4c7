// Goes over files and directories, finds what a target names, and masks it where that is asked for.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/drill/target.h"

namespace redactd::files {

enum class Action : uint8_t {
  kCount,   // verify, scrub --dry-run: read only
  kList,    // hunt: read only, every partial with its place
  kMask,    // scrub: whole matches, and partials that are sure or likely
};

struct SweepOptions {
  std::vector<std::string> paths;
  std::vector<std::string> excludes;  // fnmatch(3) patterns on the path and on its last component
  Action action = Action::kCount;
  unsigned jobs = 0;                  // 0: cores, at most 4
  bool keep_times = false;            // restore mtime too (backups then miss the change: the default moves it)
  bool rewrite = false;               // new file and rename instead of in place
};

struct Place {
  std::string path;   // pieces of the value in it are masked
  uint64_t count = 0;
  std::string how;    // "in-place", "rewritten", "sqlite"; in a dry run what it would be
  bool residue = false;
};
struct Left {
  std::string path;
  uint64_t count = 0;  // matches that could be counted
  std::string reason;  // stable word: "journal", "git", "archive", "read-only", "immutable", "append-only", "permission", "busy", "links", "bomb", "changing", "io"
  std::string advice;  // the command to run, or what to do
};
struct Skipped {
  std::string path;
  std::string reason;  // "fifo", "socket", "device", "symlink", "special-filesystem", "excluded"
};
struct Spot {          // Action::kList
  std::string path;
  uint64_t line = 0;   // 1-based; 0 where the file has no lines (compressed, database)
  uint64_t offset = 0;
  uint32_t chars = 0;
  drill::Rank rank = drill::Rank::kWeak;
  drill::Form form = drill::Form::kPlain;
};

struct SweepReport {
  uint64_t files_seen = 0, files_changed = 0, bytes_seen = 0;
  uint64_t matches = 0;   // whole ones that were found
  uint64_t masked = 0;    // whole ones and partials that were overwritten
  uint64_t partials = 0;  // sure and likely that were found
  uint64_t weak = 0;
  std::array<uint64_t, drill::kForms> by_form{};  // whole matches
  std::vector<Place> changed;
  std::vector<Left> left;
  std::vector<Skipped> skipped;
  std::vector<Skipped> unread;   // could not be read or written: reason is a sentence; exit 5
  std::vector<Spot> spots;
  uint64_t elapsed_ms = 0;
};

// What a caller may show while it works; called from one thread at a time, at most some 5 times a second.
struct SweepProgress {
  uint64_t files_done = 0, files_known = 0, bytes_done = 0, bytes_known = 0;
  bool walking = true;   // files_known and bytes_known still grow
};
using ProgressFn = std::function<void(const SweepProgress&)>;

// Errors: drill.path.missing (an argument that is not there: nothing was touched). All else goes into the report.
Result<SweepReport> sweep(const drill::Target& target, const SweepOptions& options, const ProgressFn& progress);

}  // namespace redactd::files
