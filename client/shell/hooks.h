// The hook scripts of the shells, compiled in. `redactctl init SHELL` prints one.
#pragma once

#include <string>
#include <string_view>

namespace redactd::shell {

// Absolute paths of what a hook calls.
struct HookPaths {
  std::string redact_so;    // client/builtin
  std::string redact_shim;
  std::string python_startup;  // client/repl
};

// The template of "bash", "zsh" or "fish", or "zsh-strict" (what strict mode adds to zsh's), with @REDACT_SO@, @REDACT_SHIM@ and @REDACT_VERSION@ in it; empty for any other name.
std::string_view hook_for(std::string_view shell);

// The template with paths and version put in, quoted for that shell. Empty for an unknown shell.
std::string render_hook(std::string_view shell, const HookPaths& paths);

// Where the two are, as seen from the program that prints the hook: beside it, in a build tree's folders, in the library
// folder that belongs to its prefix, else where this build installs them. `own_path`: of the running redactctl.
HookPaths find_hook_paths(const std::string& own_path);

}  // namespace redactd::shell
