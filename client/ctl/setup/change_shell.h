// One shell's start file: what setup would change there, and the change.
#pragma once

#include <optional>
#include <string>

#include "client/ctl/setup/rewrite.h"
#include "client/ctl/setup/start_file.h"

namespace redactd::ctl {

struct ShellChange {
  std::string shell;
  std::string path;      // the start file
  std::string action;    // "added", "removed", "would_add", "would_remove", "present", "by_hand", "absent", "declined" or "failed"
  std::string backup;    // the file as it was before, if one was kept
  std::string note;      // what the user has to know or to do
  std::optional<Error> error;

  // Filled in by plan_change(), for apply_change().
  UserFile file;
  std::string text;      // the new one
  bool wanted() const { return action == "would_add" || action == "would_remove"; }
};

// What is to be done for `shell`; changes nothing. `program`: the redactctl to call.
ShellChange plan_change(const std::string& shell, const ShellPlaces& places, const std::string& program, bool remove);

// The same for a block of another kind, `block` between `marks`.
ShellChange plan_block(const std::string& shell, const ShellPlaces& places, const std::string& block, const BlockMarks& marks, bool remove);

// Does it; action is then "added", "removed" or "failed".
void apply_change(ShellChange& change);

}  // namespace redactd::ctl
