#include "client/ctl/setup/change_shell.h"

#include <unistd.h>

#include "client/link/read_file.h"

namespace redactd::ctl {
namespace {

constexpr size_t kMaxProfileBytes = 1024 * 1024;

// bash reads ~/.bash_profile alone where it is a login shell (bash(1), "Invocation").
std::string login_note(const ShellPlaces& places) {
  for (const char* name : {"/.bash_profile", "/.bash_login"}) {
    auto text = link::read_file(places.home + name, kMaxProfileBytes);
    if (text.ok() && text->find("bashrc") == std::string::npos) {
      return "~" + std::string(name) + " does not read ~/.bashrc, so login shells have no hook. Put this line into it: [ -f ~/.bashrc ] && . ~/.bashrc";
    }
    if (text.ok()) break;  // the first that is there is the only one that bash reads
  }
  return {};
}

// The copy has served if the file is back to what it holds.
void drop_backup(ShellChange& change) {
  const std::string path = backup_path(change.file);
  auto kept = link::read_file(path, 4 * 1024 * 1024);
  if (!kept.ok()) return;
  if (*kept == change.text && remove_file(path).ok()) return;
  if (has_block(change.text, hook_marks()) || has_block(change.text, repl_marks())) return;  // the other block needs it
  change.backup = path;
  change.note = "The file has changed since setup: only our lines were taken out. " + path + " holds it as it was before setup.";
}

// With the file as it stands; or failed.
ShellChange opened(const std::string& shell, const ShellPlaces& places) {
  ShellChange change{shell, start_file_of(shell, places), {}, {}, {}, {}, {}, {}};
  auto file = open_user_file(change.path);
  if (!file.ok()) {
    change.action = "failed";
    change.error = file.error();
    return change;
  }
  change.file = std::move(*file);
  return change;
}

}  // namespace

ShellChange plan_change(const std::string& shell, const ShellPlaces& places, const std::string& program, bool remove) {
  ShellChange change = opened(shell, places);
  if (change.error) return change;
  const Hooked hooked = hooked_by(change.file.text, shell);
  if (shell == "bash" && !remove) change.note = login_note(places);
  if (hooked == Hooked::kByHand) {
    change.action = "by_hand";
    if (remove) change.note = "The line there was not written by setup, so it stays.";
    return change;
  }
  change.text = remove ? without_block(change.file.text) : with_block(change.file.text, hook_block(shell, program));
  if (remove) {
    change.action = hooked == Hooked::kByBlock ? "would_remove" : "absent";
  } else {
    change.action = change.text == change.file.text ? "present" : "would_add";
  }
  return change;
}

ShellChange plan_block(const std::string& shell, const ShellPlaces& places, const std::string& block, const BlockMarks& marks, bool remove) {
  ShellChange change = opened(shell, places);
  if (change.error) return change;
  const bool present = has_block(change.file.text, marks);
  change.text = remove ? without_block(change.file.text, marks) : with_block(change.file.text, block, marks);
  if (remove) {
    change.action = present ? "would_remove" : "absent";
  } else {
    change.action = change.text == change.file.text ? "present" : "would_add";
  }
  return change;
}

void apply_change(ShellChange& change) {
  const bool remove = change.action == "would_remove";
  const bool had_backup = access(backup_path(change.file).c_str(), F_OK) == 0;
  // A file that setup made, and that holds nothing else, goes again.
  const bool ours_alone = remove && change.text.empty() && !had_backup;
  Status done = ours_alone ? remove_file(change.file.real) : rewrite(change.file, change.text, !remove);
  if (!done.ok()) {
    change.action = "failed";
    change.error = done.error();
    return;
  }
  change.action = remove ? "removed" : "added";
  if (remove) {
    drop_backup(change);
  } else if (change.file.exists) {
    change.backup = backup_path(change.file);
  }
}

}  // namespace redactd::ctl
