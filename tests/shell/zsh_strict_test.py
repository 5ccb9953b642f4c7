"""redactctl init zsh --strict: here-documents in memory, and a hook that comes back."""
import os
import shutil
import stat
import subprocess
import tempfile
import unittest

from support.daemon import find_built
from support.sandbox import hook
from support.zsh import ZshCase


def in_memory(path):
    return subprocess.run(["stat", "-f", "-c", "%T", path], stdout=subprocess.PIPE, text=True).stdout.strip() in ("tmpfs", "ramfs")


@unittest.skipUnless(in_memory("/dev/shm"), "no tmpfs at /dev/shm")
class Strict(ZshCase):
    def setUp(self):
        super().setUp()
        self.memory = tempfile.mkdtemp(prefix="redactd-strict-", dir="/dev/shm")
        self.addCleanup(shutil.rmtree, self.memory, True)
        text = subprocess.run([find_built("redactctl"), "init", "zsh", "--strict"], check=True, stdout=subprocess.PIPE, text=True).stdout
        self.assertTrue(text.startswith(hook("zsh")))
        self.strict = text[len(hook("zsh")):]

    def zsh(self, before="", after="", **env):
        return super().zsh(before, self.strict + after, XDG_RUNTIME_DIR=self.memory, **env)

    def assert_masked_from_now_on(self, shell):
        shell.run("echo again %s" % self.secret)
        shell.run("echo later %s" % self.secret)
        self.assert_nowhere()
        self.assertIn("echo later [REDACTED_", self.history())

    def test_here_documents_are_written_to_memory(self):
        shell = self.zsh(TMPPREFIX=self.box.path("tmp", "zsh"))
        directory = os.path.join(self.memory, "redactd-zsh-%d" % os.getuid())
        self.assertIn("<%s/zsh>" % directory, shell.run("echo \"<$TMPPREFIX>\""))
        self.assertEqual(stat.S_IMODE(os.stat(directory).st_mode), 0o700)
        # The file is unlinked at once; its descriptor still names it.
        shown = shell.run("readlink /proc/self/fd/0 <<< word")
        self.assertIn("\n%s/zsh" % directory, shown.replace("\r", ""))
        self.assertNotIn(self.box.root, shown)

    def test_a_private_place_in_memory_stays(self):
        prefix = os.path.join(self.memory, "mine")
        self.assertIn("<%s>" % prefix, self.zsh(TMPPREFIX=prefix).run("echo \"<$TMPPREFIX>\""))

    def test_a_directory_of_another_kind_is_not_taken(self):
        directory = os.path.join(self.memory, "redactd-zsh-%d" % os.getuid())
        for make in (lambda: os.symlink(self.box.path("tmp"), directory), lambda: (os.unlink(directory), os.mkdir(directory), os.chmod(directory, 0o755))):
            make()
            shell = self.zsh(TMPPREFIX=self.box.path("tmp", "zsh"))
            self.assertNotIn(self.memory, shell.run("echo \"<$TMPPREFIX>\""))

    def test_history_functions_set_by_a_plugin(self):
        shell = self.zsh()
        shown = shell.run("zshaddhistory_functions=()")
        self.assertIn("redactd: strict: the history hook was taken out (zshaddhistory_functions)", shown)
        self.assert_masked_from_now_on(shell)
        self.assertNotIn("redactd: strict", shell.run("unset zshaddhistory_functions"))
        self.assert_masked_from_now_on(shell)

    def test_prompt_functions_set_by_a_plugin(self):
        shell = self.zsh()
        shell.run("precmd_functions=(true)")
        shell.run("echo $#precmd_functions")
        self.assertIn("<3>", shell.run("echo \"<$#precmd_functions>\""))
        self.assert_masked_from_now_on(shell)

    def test_both_at_once(self):
        shell = self.zsh()
        shell.run("zshaddhistory_functions=() precmd_functions=()")
        self.assert_masked_from_now_on(shell)

    def test_without_strict_mode_the_hook_stays_out(self):
        # What the other tests would show if strict mode did nothing.
        self.strict = ""
        shell = self.zsh()
        shell.run("zshaddhistory_functions=()")
        shell.run("echo again %s" % self.secret)
        self.assertIn(self.secret, self.history())

    def test_twice_is_once(self):
        shell = self.zsh(after=self.strict)
        self.assertIn("<1 2>", shell.run("echo \"<${#${(@M)zshaddhistory_functions:#__redact*}} ${#${(@M)precmd_functions:#__redact*}}>\""))

    def test_for_zsh_only(self):
        done = subprocess.run([find_built("redactctl"), "init", "bash", "--strict"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("ctl.usage", done.stderr)


if __name__ == "__main__":
    unittest.main()
