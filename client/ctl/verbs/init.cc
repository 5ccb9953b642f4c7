#include <CLI/CLI.hpp>
#include <memory>

#include "client/ctl/output.h"
#include "client/ctl/own_path.h"
#include "client/ctl/repl/install.h"
#include "client/ctl/verbs/verbs.h"
#include "client/shell/hooks.h"

namespace redactd::ctl {

Run declare_init(CLI::App& app, const Globals&) {
  auto shell = std::make_shared<std::string>();
  app.add_option("SHELL", *shell, "bash, zsh or fish")->check(CLI::IsMember({"bash", "zsh", "fish"}));
  app.footer("Put one of these at the end of the shell's start file:\n"
             "  ~/.bashrc:                  eval \"$(redactctl init bash)\"\n"
             "  ~/.zshrc:                   eval \"$(redactctl init zsh)\"\n"
             "  ~/.config/fish/config.fish: redactctl init fish | source\n"
             "Strict mode of zsh: here-documents go to a directory in memory that is yours alone (TMPPREFIX), and a hook\n"
             "that a plugin took out of zshaddhistory_functions or precmd_functions comes back:\n"
             "  ~/.zshrc:                   eval \"$(redactctl init zsh --strict)\"\n"
             "The histories of python3, psql, mariadb, redis-cli, node, sqlite3 and gdb: functions of these names in the start files, by\n"
             "which only masked bytes reach a disk (docs/repls.md). Shows the change as a diff and makes it:\n"
             "  redactctl init --repl                    those that are installed, for the shells in use\n"
             "  redactctl init --repl --remove           takes it back");
  auto strict = std::make_shared<bool>(false);
  app.add_flag("--strict", *strict, "zsh only: here-documents in memory, the hook put back if something takes it out");
  auto repl = std::make_shared<ReplOptions>();
  auto wanted = std::make_shared<bool>(false);
  CLI::Option* repl_flag = app.add_flag("--repl", *wanted, "Cover the histories of programs with a prompt of their own");
  app.add_option("--programs", repl->programs, "With --repl: psql,node and so on, or all")->needs(repl_flag);
  app.add_option("--shell", repl->shells, "With --repl: in which shells' start files")->needs(repl_flag);
  app.add_flag("--remove", repl->remove, "With --repl: take the functions out")->needs(repl_flag);
  app.add_flag("--dry-run", repl->dry_run, "With --repl: show the changes and make none")->needs(repl_flag);
  return [shell, strict, repl, wanted] {
    if (*wanted) return run_init_repl(*repl);
    if (shell->empty()) return fail(Error{"ctl.usage", "SHELL is missing.", "It is bash, zsh or fish; or --repl."});
    if (*strict && *shell != "zsh") {
      return fail(Error{"ctl.usage", "--strict is for zsh only.", "bash and fish have no such mode: see redactctl init --help."});
    }
    const shell::HookPaths paths = shell::find_hook_paths(own_path());
    // To a pipe it must go byte for byte; to a terminal print() escapes nothing that a hook holds.
    return print(shell::render_hook(*shell, paths) + (*strict ? shell::render_hook("zsh-strict", paths) : ""));
  };
}

}  // namespace redactd::ctl
