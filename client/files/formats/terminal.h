// The scrollback of the terminal multiplexer: no file, so that nothing can be scrubbed; for the drill's list of what is still to do.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/drill/target.h"

namespace redactd::files {

struct ScrollbackReport {
  bool tmux_runs = false;
  uint64_t panes = 0;                 // that could be looked into
  uint64_t matches = 0;               // in all of them, pieces of the value included; a value cut by the screen's edge is joined
  std::vector<std::string> commands;  // that clear the panes in which something was found
};

// Looks for servers of this user (tmux(1): $TMUX_TMPDIR or /tmp, then tmux-UID) in a directory that nobody else can write to, and
// into each pane through `tmux capture-pane`, read from a pipe and never stored. Empty without tmux.
ScrollbackReport look_at_scrollback(const drill::Target& target);

}  // namespace redactd::files
