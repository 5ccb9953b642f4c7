#include <CLI/CLI.hpp>
#include <memory>

#include "client/ctl/output.h"
#include "client/ctl/own_path.h"
#include "client/ctl/verbs/verbs.h"
#include "client/shell/hooks.h"

namespace redactd::ctl {

Run declare_init(CLI::App& app, const Globals&) {
  auto shell = std::make_shared<std::string>();
  app.add_option("SHELL", *shell, "bash, zsh or fish")->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
  app.footer("Put one of these at the end of the shell's start file:\n"
             "  ~/.bashrc:                  eval \"$(redactctl init bash)\"\n"
             "  ~/.zshrc:                   eval \"$(redactctl init zsh)\"\n"
             "  ~/.config/fish/config.fish: redactctl init fish | source\n"
             "Strict mode of zsh: here-documents go to a directory in memory that is yours alone (TMPPREFIX), and a hook\n"
             "that a plugin took out of zshaddhistory_functions or precmd_functions comes back:\n"
             "  ~/.zshrc:                   eval \"$(redactctl init zsh --strict)\"");
  auto strict = std::make_shared<bool>(false);
  app.add_flag("--strict", *strict, "zsh only: here-documents in memory, the hook put back if something takes it out");
  return [shell, strict] {
    if (*strict && *shell != "zsh") {
      return fail(Error{"ctl.usage", "--strict is for zsh only.", "bash and fish have no such mode: see redactctl init --help."});
    }
    const shell::HookPaths paths = shell::find_hook_paths(own_path());
    // To a pipe it must go byte for byte; to a terminal print() escapes nothing that a hook holds.
    return print(shell::render_hook(*shell, paths) + (*strict ? shell::render_hook("zsh-strict", paths) : ""));
  };
}

}  // namespace redactd::ctl
