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
             "  ~/.config/fish/config.fish: redactctl init fish | source");
  return [shell] {
    // To a pipe it must go byte for byte; to a terminal print() escapes nothing that a hook holds.
    return print(shell::render_hook(*shell, shell::find_hook_paths(own_path())));
  };
}

}  // namespace redactd::ctl
