#include "client/ctl/repl/install.h"

#include <unistd.h>

#include "client/ctl/globals.h"
#include "client/ctl/output.h"
#include "client/ctl/own_path.h"
#include "client/ctl/repl/programs.h"
#include "client/ctl/setup/choose.h"
#include "client/ctl/setup/line_diff.h"
#include "client/ctl/setup/report.h"
#include "client/ctl/terminal.h"
#include "client/link/io.h"

namespace redactd::ctl {
namespace {

void show(const ShellChange& change) {
  const std::string diff = safe_for_terminal(line_diff(change.path, change.file.text, change.text));
  (void)link::write_all(STDOUT_FILENO, colours_on(STDOUT_FILENO) ? coloured_diff(diff) : diff).ok();  // print() below tells of a closed output
}

std::string sentence_of(const ShellChange& change) {
  if (change.action == "added") return "new shells have these functions. The file as it was: " + backup_path(change.file);
  if (change.action == "removed") return "the functions are out.";
  if (change.action == "present") return "has them already.";
  if (change.action == "absent") return "has none: nothing to do.";
  if (change.action == "failed") return change.error->message();
  return "would be changed so.";
}

}  // namespace

int run_init_repl(const ReplOptions& options) {
  const ShellPlaces places = shell_places();
  if (places.home.empty()) return fail({"setup.no_home", "There is no home directory.", "Set HOME."});
  auto names = repl_names(options.programs);
  if (!names.ok()) return fail(names.error());
  if (names->empty() && !options.remove) return fail({"repl.none_installed", "None of the programs is in PATH.", "Name them with --programs, or all."});
  auto shells = shell_names(options.shells);
  if (!shells.ok()) return fail(shells.error());
  if (shells->empty()) *shells = options.remove ? std::vector<std::string>{"bash", "zsh", "fish"} : shells_in_use(places);
  if (shells->empty()) return fail({"setup.no_shell", "None of bash, zsh and fish is installed and used here.", "Name one with --shell."});
  const shell::HookPaths paths = shell::find_hook_paths(own_path());
  int status = kDone;
  for (const std::string& shell : *shells) {
    ShellChange change = plan_block(shell, places, repl_block(shell, *names, paths), repl_marks(), options.remove);
    if (change.wanted()) {
      show(change);
      if (!options.dry_run) apply_change(change);
    }
    if (change.action == "failed") status = kIoFailed;
    if (const int printed = print(shell + ": " + change.path + ": " + sentence_of(change) + "\n"); printed != kDone) return printed;
  }
  return status;
}

}  // namespace redactd::ctl
