// redactctl init --repl: puts the functions into the start files, and takes them out.
#pragma once

#include <string>

namespace redactd::ctl {

struct ReplOptions {
  std::string programs;  // see repl_names()
  std::string shells;    // see shell_names(); empty: those in use
  bool remove = false;
  bool dry_run = false;
};

// Shows each change as a diff, and makes it. The result is the exit status: 2 wrong usage, 5 a file could not be changed.
int run_init_repl(const ReplOptions& options);

}  // namespace redactd::ctl
