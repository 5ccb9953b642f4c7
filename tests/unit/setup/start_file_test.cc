// Start files: what is recognised as the hook, and what the block says.
#include <doctest.h>

#include "client/ctl/setup/line_diff.h"
#include "client/ctl/setup/start_file.h"

using namespace redactd::ctl;

TEST_CASE("where the start files are") {
  const ShellPlaces plain{"/h", "", ""}, moved{"/h", "/z", "/c"};
  CHECK(start_file_of("bash", plain) == "/h/.bashrc");
  CHECK(start_file_of("zsh", plain) == "/h/.zshrc");
  CHECK(start_file_of("fish", plain) == "/h/.config/fish/config.fish");
  CHECK(start_file_of("zsh", moved) == "/z/.zshrc");
  CHECK(start_file_of("fish", moved) == "/c/fish/config.fish");
}

TEST_CASE("a line that calls init counts, a comment and another shell's do not") {
  CHECK(hooked_by("eval \"$(redactctl init bash)\"\n", "bash") == Hooked::kByHand);
  CHECK(hooked_by("  eval \"$('/opt/my tools/redactctl' init bash)\"", "bash") == Hooked::kByHand);
  CHECK(hooked_by("# eval \"$(redactctl init bash)\"\n", "bash") == Hooked::kNo);
  CHECK(hooked_by("eval \"$(redactctl init zsh)\"\n", "bash") == Hooked::kNo);
  CHECK(hooked_by("init bash of redactctl\n", "bash") == Hooked::kNo);
  CHECK(hooked_by(with_block("x\n", hook_block("bash", "/usr/bin/redactctl")), "bash") == Hooked::kByBlock);
}

TEST_CASE("the block quotes odd paths, and a newer one takes the place of an older one") {
  CHECK(hook_block("zsh", "/opt/it's/redactctl").find("'/opt/it'\\''s/redactctl' init zsh") != std::string::npos);
  const std::string old = with_block("one\n", hook_block("fish", "/old/redactctl")) + "two\n";
  const std::string fresh = with_block(old, hook_block("fish", "/new/redactctl"));
  CHECK(fresh.find("/old/") == std::string::npos);
  CHECK(fresh.starts_with("one\n"));
  CHECK(fresh.ends_with("two\n"));
  CHECK(without_block(fresh) == "one\ntwo\n");
}

TEST_CASE("a diff as diff -u writes it") {
  CHECK(line_diff("f", "a\n", "a\n").empty());
  CHECK(line_diff("f", "", "a\n") == "--- f\n+++ f\n@@ -0,0 +1 @@\n+a\n");
  CHECK(line_diff("f", "1\n2\n3\n4\n", "1\n2\n3\n4\n5\n") == "--- f\n+++ f\n@@ -2,3 +2,4 @@\n 2\n 3\n 4\n+5\n");
  CHECK(line_diff("f", "a", "a\nb\n") == "--- f\n+++ f\n@@ -1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n");
  CHECK(coloured_diff("@@ -1 +1 @@\n-a\n+b\n c\n") == "\033[1m@@ -1 +1 @@\033[0m\n\033[31m-a\033[0m\n\033[32m+b\033[0m\n c\n");
}
