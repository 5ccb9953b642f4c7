// tmux's panes, with the real program and a socket of our own.
#include <doctest.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>

#include "client/files/formats/terminal.h"
#include "client/link/sodium_memory.h"

namespace redactd::files {
namespace {

TEST_CASE("a value in a pane is found and the command that clears it is told") {
  char folder[] = "/tmp/redactd-tmux-XXXXXX";
  REQUIRE(mkdtemp(folder) != nullptr);
  setenv("TMUX_TMPDIR", folder, 1);
  std::string value = "cfut_EXAMPLE0123456789abcdefEXAMPLE0123456789abcd";
  link::SodiumMemory memory;
  auto target = drill::target_for_value(SecretView(value), {}, memory, make_hash_scanner);
  CHECK_FALSE(look_at_scrollback(*target).tmux_runs);
  std::string start = "tmux -f /dev/null new-session -d -x 40 -y 5 'printf \"%s\\n\" " + value + "; exec sleep 60'";
  REQUIRE(system(start.c_str()) == 0);
  ScrollbackReport report;
  for (int i = 0; i < 100 && report.matches == 0; ++i) {
    usleep(50'000);
    report = look_at_scrollback(*target);
  }
  CHECK(report.tmux_runs);
  CHECK(report.panes == 1);
  CHECK(report.matches == 1);
  REQUIRE(report.commands.size() == 1);
  CHECK(system(report.commands[0].c_str()) == 0);
  usleep(200'000);
  CHECK(look_at_scrollback(*target).matches == 0);
  CHECK(system("tmux kill-server") == 0);
  unsetenv("TMUX_TMPDIR");
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace redactd::files
