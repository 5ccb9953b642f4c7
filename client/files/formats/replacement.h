// A new file that takes the place of an old one, and the old one's bytes gone.
//
// At every moment the name leads to a whole file, the old one or the new one. They change places in one step
// (renameat2 RENAME_EXCHANGE; where a file system lacks it, rename), so that the old inode still has a name until it is
// overwritten: a run that was killed in between leaves `.redactd-rewrite-*`, and the next one finishes it.
#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "client/files/formats/fault.h"
#include "client/link/fd.h"

namespace redactd::files {

// Of a run that was killed, or that is still at work: masked and unfinished, or an old file whose replacement is in place.
bool is_rewrite_leftover(std::string_view name);

// Overwrites and removes what a killed run left of the file at `path`; nothing where there is none.
void finish_killed_rewrite(const std::string& path);

// Left "links": a file with several names would stay raw under the others.
Fault many_names(const std::string& path);

// Overwrites and removes the leftover at `path` itself, unless a run is still at work on it.
void remove_rewrite_leftover(const std::string& path);

class Replacement {
 public:
  // Makes the new file beside the old one (0600, only if it is new), after removing what killed runs left of this name.
  // Faults: left "links" (more than one name), "changing" (the path leads elsewhere by now), or an obstacle; no space.
  static std::variant<Replacement, Fault> beside(const OpenFile& file);
  ~Replacement();  // removes the new file unless commit() succeeded
  Replacement(Replacement&&) noexcept = default;
  Replacement& operator=(Replacement&&) = delete;

  int fd() const { return new_.get(); }          // read and write
  const struct stat& facts() const { return facts_; }  // of the old file when the Replacement was made

  // Appends to the new file; false: error() says why.
  bool write(std::string_view bytes);
  Fault error() const { return errno_fault("The new file could not be written", errno_); }

  // Sync, attributes, exchange, sync of the directory; then the old inode is overwritten with zeros. `expected_size`: what was
  // read of the old file. Faults: left "changing" if it has another size or mtime by now (the old file stays in place).
  std::optional<Fault> commit(bool keep_times, uint64_t expected_size, timespec expected_mtime);

 private:
  Replacement() = default;
  std::optional<Fault> open_old(const OpenFile& file);
  std::optional<Fault> create();
  bool exchange();
  bool is_as_expected(uint64_t size, timespec mtime) const;

  link::Fd directory_, old_, new_;
  std::string path_, name_, temporary_;
  struct stat facts_{};
  int errno_ = 0;
  bool exchanged_ = false, done_ = false;
};

}  // namespace redactd::files
