"""The hook for a bash that redact.so does not fit: a script that runs redact-shim, leak-free at every end of the shell."""
import re
import unittest

import bash_ends_test
from support.bash import BashCase

MASKED = r"\[REDACTED_\w+\]"


class ScriptHook(BashCase):
    def hook_text(self):
        text, replaced = re.subn(r"'[^']*redact\.so'", "'/nonexistent/redact.so'", super().hook_text())
        self.assertEqual(replaced, 1)
        return text


class Ends(ScriptHook, bash_ends_test.Ends):
    pass


# unittest would run the borrowed class here as well.
del bash_ends_test


class Text(ScriptHook):
    def test_says_what_it_does_not_cover(self):
        self.assertIn("Not covered", self.bash().output.decode())

    def test_memory_comment_and_syntax_error(self):
        terminal = self.bash()
        for line in ("echo one %s", "# two %s", "echo three %s; )"):
            self.run_clean(terminal, line % self.secret)
        self.assertEqual(len(self.lines()), 3)
        self.assertEqual(len(re.findall(MASKED, self.run_clean(terminal, "history"))), 3)
        self.run_clean(terminal, "history -w ~/copy")

    def test_several_lines(self):
        terminal = self.bash()
        for line in ("for i in %s" % self.secret, "do echo $i"):
            terminal.type(line + "\n")
        self.run_clean(terminal, "done")
        self.assertRegex(self.history(), r"^for i in %s; do echo \$i; done\n$" % MASKED)

    def test_user_settings(self):
        for before in ("set -u", "set -e", "set -o posix", "IFS=:", "shopt -s extglob nocasematch", "HISTCONTROL=erasedups",
                       "PROMPT_COMMAND='history -a'", "PROMPT_COMMAND='history -a; history -c; history -r'",
                       "PROMPT_COMMAND=('history -a' 'history -n')", "alias local=false printf=false history=false builtin=false",
                       "HISTTIMEFORMAT='%F '"):
            with self.subTest(before):
                name = "history-%d" % abs(hash(before))
                terminal = self.bash(before="HISTFILE=~/%s\n%s" % (name, before))
                for number in range(3):
                    self.assertNotIn("cannot create", self.run_clean(terminal, "echo number %d %s" % (number, self.secret)))
                terminal.type("exit\n")
                terminal.wait_end()
                self.assert_nowhere()
                self.assertEqual(len(re.findall("echo number . " + MASKED, self.history(name))), 3)

    def test_leading_blank_stays_unrecorded(self):
        terminal = self.bash(before="HISTCONTROL=ignorespace")
        self.run_clean(terminal, " echo hidden " + self.secret)
        self.run_clean(terminal, "echo seen")
        self.run_clean(terminal, " echo hidden " + self.secret)
        self.assertEqual(self.lines(), ["echo seen"])

    def test_statuses(self):
        terminal = self.bash()
        self.run_clean(terminal, "(exit 7)")
        self.assertIn("is 7", self.run_clean(terminal, "echo is $?"))
        self.run_clean(terminal, "true first last-word")
        self.assertIn("was last-word", self.run_clean(terminal, "echo was $_"))

    def test_child_without_the_hook_stores_nothing(self):
        terminal = self.bash()
        since = len(terminal.output)
        terminal.type("PS1='<<p>>' bash --norc -i\n")
        terminal.wait_prompt(since)
        terminal.run("echo inner " + self.secret)
        terminal.run("exit")
        self.run_clean(terminal, "echo last " + self.secret)

    def test_raw_line_is_no_argument(self):
        terminal = self.open(["strace", "-f", "-qq", "-e", "trace=execve", "-s", "4000", "-o", self.box.path("tmp", "trace"),
                              "bash", "--rcfile", self.rc(), "-i"])
        terminal.run("true " + self.secret)
        terminal.type("exit\n")
        terminal.wait_end()
        with open(self.box.path("tmp", "trace")) as trace:
            text = trace.read()
        self.assertIn("redact-shim", text)
        self.assertNotIn(self.secret, text)


class WithoutDaemon(ScriptHook):
    start_daemon = False

    def test_absent(self):
        terminal = self.bash()
        self.run_clean(terminal, "echo one " + self.secret)
        self.run_clean(terminal, "# two " + self.secret)
        self.assertEqual(len(re.findall(MASKED, self.history())), 2)


class Hung(ScriptHook):
    def test_hung(self):
        terminal = self.bash()
        self.box.daemon.freeze()
        self.addCleanup(self.box.daemon.thaw)
        for number in range(3):
            self.run_clean(terminal, "echo %d %s" % (number, self.secret))
        self.assertEqual(len(re.findall(MASKED, self.history())), 3)


if __name__ == "__main__":
    unittest.main()
