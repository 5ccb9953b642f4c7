"""HISTFILE, PROMPT_COMMAND, PS0 and the options of history, set in every way that users set them."""
import os
import unittest

from support.bash import BashCase

MASKED = r"\[REDACTED_\w+\]"


class Histfile(BashCase):
    def test_changed_in_the_start_file(self):
        terminal = self.bash(after="HISTFILE=~/mine")
        self.run_clean(terminal, "echo " + self.secret)
        self.assertRegex(self.history("mine"), "^echo %s\n$" % MASKED)
        self.assertEqual(self.history(), "")

    def test_changed_in_the_session(self):
        terminal = self.bash()
        self.run_clean(terminal, "echo one")
        self.run_clean(terminal, "HISTFILE=~/mine; echo " + self.secret)
        self.run_clean(terminal, "echo three " + self.secret)
        self.assertRegex(self.history("mine"), "echo three %s\n$" % MASKED)
        terminal.type("exit\n")
        terminal.wait_end()
        self.assert_nowhere()

    def test_unset(self):
        terminal = self.bash()
        self.run_clean(terminal, "unset HISTFILE")
        self.run_clean(terminal, "echo " + self.secret)
        self.assertIn("un-set", self.run_clean(terminal, 'echo "${HISTFILE-un-set}"'))
        self.run_clean(terminal, "bash --norc -i -c 'history -s %s; exit'; echo %s" % (self.secret, self.secret))
        terminal.type("exit\n")
        terminal.wait_end()
        self.assert_nowhere()
        self.assertEqual(self.lines(), ["unset HISTFILE"])

    def test_empty(self):
        terminal = self.bash()
        self.run_clean(terminal, "HISTFILE=")
        self.run_clean(terminal, "echo " + self.secret)
        terminal.close_window()
        self.assert_nowhere()
        self.assertEqual(self.lines(), ["HISTFILE="])

    def test_readonly(self):
        terminal = self.bash(before="readonly HISTFILE=~/.bash_history")
        self.run_clean(terminal, "echo " + self.secret)
        shown = self.run_clean(terminal, "HISTFILE=/tmp/elsewhere")
        self.assertIn("readonly variable", shown)
        since = len(terminal.output)
        terminal.type("for i in %s\n" % self.secret)
        terminal.wait_for("\n> ", since)
        terminal.close_window()
        self.assert_nowhere()
        self.assertRegex(self.history(), "^echo %s\n" % MASKED)

    def test_relative(self):
        terminal = self.bash(after="HISTFILE=mine")
        self.run_clean(terminal, "echo " + self.secret)
        self.assertRegex(self.history("mine"), MASKED)

    def test_a_new_file_is_private_and_an_old_one_keeps_its_mode(self):
        terminal = self.bash(after="umask 000")
        self.run_clean(terminal, "echo one")
        self.assertEqual(os.stat(self.box.home(".bash_history")).st_mode & 0o777, 0o600)
        os.chmod(self.box.home(".bash_history"), 0o640)
        self.run_clean(terminal, "echo two")
        self.assertEqual(os.stat(self.box.home(".bash_history")).st_mode & 0o777, 0o640)

    def test_old_history_is_loaded_and_kept(self):
        self.box.write(".bash_history", "echo old one\necho old two\nits newline was lost")
        terminal = self.bash()
        self.assertIn("2  echo old two", self.run_clean(terminal, "history"))
        self.assertEqual(self.lines(), ["echo old one", "echo old two", "its newline was lost", "history"])

    def test_full_disk_costs_one_message_and_no_prompt(self):
        terminal = self.bash(after="HISTFILE=/dev/full")
        shown = self.run_clean(terminal, "echo o''ne %s" % self.secret) + self.run_clean(terminal, "echo t''wo")
        self.assertEqual(shown.count("history.append_failed"), 1)
        self.assertIn("two", shown)

    def test_dev_null(self):
        terminal = self.bash(after="HISTFILE=/dev/null")
        self.assertNotIn("redactd", self.run_clean(terminal, "echo " + self.secret))


class Prompt(BashCase):
    def test_prompt_command_as_a_string(self):
        terminal = self.bash(before="PROMPT_COMMAND='history -a; true'")
        self.run_clean(terminal, "echo " + self.secret)
        self.run_clean(terminal, "# " + self.secret)
        self.assertEqual(len(self.lines()), 2)

    def test_prompt_command_as_an_array(self):
        terminal = self.bash(before="PROMPT_COMMAND=('history -a' 'history -n')")
        self.run_clean(terminal, "echo " + self.secret)
        self.run_clean(terminal, "echo two")
        self.assertEqual(len(self.lines()), 2)

    def test_append_clear_read_at_every_prompt(self):
        terminal = self.bash(before="PROMPT_COMMAND='history -a; history -c; history -r'")
        for number in range(5):
            self.run_clean(terminal, "echo %d %s" % (number, self.secret))
        self.assertEqual(len(self.lines()), 5)
        self.assertRegex(self.run_clean(terminal, "history"), "5  echo 4 " + MASKED)

    def test_prompt_command_replaced(self):
        terminal = self.bash()
        self.run_clean(terminal, "PROMPT_COMMAND=true")
        self.run_clean(terminal, "echo one " + self.secret)
        self.run_clean(terminal, "unset PROMPT_COMMAND; # " + self.secret)
        self.run_clean(terminal, "echo two " + self.secret)
        self.run_clean(terminal, "# three " + self.secret)
        terminal.start("echo fo''ur; echo %s; sleep 100" % self.secret, "four")
        terminal.kill()
        self.assert_nowhere()
        self.assertEqual(len(self.lines()), 6)

    def test_window_closed_right_after_prompt_command_was_replaced(self):
        terminal = self.bash()
        self.run_clean(terminal, "PROMPT_COMMAND=true")
        since = len(terminal.output)
        terminal.type("for i in %s\n" % self.secret)
        terminal.wait_for("\n> ", since)
        terminal.close_window()
        self.assert_nowhere()

    def test_prompt_command_readonly(self):
        terminal = self.bash(before="readonly PROMPT_COMMAND=true")
        self.run_clean(terminal, "echo one " + self.secret)
        self.run_clean(terminal, "# two " + self.secret)
        self.run_clean(terminal, "echo three " + self.secret)
        self.assertEqual(len(self.lines()), 3)

    def test_ps0_kept_and_replaced(self):
        terminal = self.bash(before="PS0='[go]'")
        self.assertIn("[go]", self.run_clean(terminal, "echo " + self.secret))
        self.run_clean(terminal, "PS0='[new]'")
        shown = self.run_clean(terminal, "echo one " + self.secret)
        self.assertIn("[new]", shown)
        self.run_clean(terminal, "unset PS0")
        terminal.start("echo t''wo; echo %s; sleep 100" % self.secret, "two")
        terminal.kill()
        self.assert_nowhere()
        self.assertEqual(len(self.lines()), 5)

    def test_promptvars_off(self):
        terminal = self.bash(before="PS0='[go]\\n'")
        self.run_clean(terminal, "shopt -u promptvars")
        shown = self.run_clean(terminal, "echo one " + self.secret)
        self.assertIn("[go]", shown)
        self.assertNotIn("REDACT_PS0", shown)
        self.assertIn("off", self.run_clean(terminal, "shopt promptvars"))
        terminal.start("echo t''wo; echo %s; sleep 100" % self.secret, "two")
        terminal.kill()
        self.assert_nowhere()
        self.assertEqual(len(self.lines()), 4)

    def test_start_file_read_twice(self):
        terminal = self.bash()
        self.run_clean(terminal, ". ~/.bashrc; . ~/.bashrc")
        self.run_clean(terminal, "echo one " + self.secret)
        self.assertEqual(len(self.lines()), 2)
        self.assertEqual(self.run_clean(terminal, "declare -p PROMPT_COMMAND").count("redact post"), 1)

    def test_hook_typed_into_a_running_shell(self):
        self.box.write("hook", self.hook_text())
        self.box.write(".bashrc", "PS1='<<p>>'\n")
        terminal = self.open(["bash", "--rcfile", self.box.home(".bashrc"), "-i"])
        terminal.run("echo before " + self.secret)
        terminal.run(". ~/hook")
        self.run_clean(terminal, "echo after " + self.secret)
        terminal.type("exit\n")
        terminal.wait_end()
        self.assert_nowhere()
        self.assertRegex(self.history(), "echo after %s\n" % MASKED)


class Options(BashCase):
    def test_leading_blank_stays_unrecorded(self):
        terminal = self.bash(before="HISTCONTROL=ignoreboth")
        self.run_clean(terminal, " echo hidden " + self.secret)
        self.run_clean(terminal, "echo seen")
        self.assertEqual(self.lines(), ["echo seen"])
        self.assertIn("ignoreboth", self.run_clean(terminal, "echo $HISTCONTROL"))

    def test_erasedups(self):
        terminal = self.bash(before="HISTCONTROL=ignoreboth:erasedups")
        self.run_clean(terminal, "echo one " + self.secret)
        self.run_clean(terminal, "echo two")
        self.run_clean(terminal, "echo one " + self.secret)
        self.run_clean(terminal, "echo two")
        self.run_clean(terminal, "history -w")

    def test_histignore(self):
        terminal = self.bash(before="HISTIGNORE='echo hidden*'")
        self.run_clean(terminal, "echo hidden " + self.secret)
        self.run_clean(terminal, "echo seen")
        self.assertEqual(self.lines(), ["echo seen"])

    def test_time_stamps(self):
        terminal = self.bash(before="HISTTIMEFORMAT='%F '")
        self.run_clean(terminal, "echo " + self.secret)
        self.assertRegex(self.history(), r"^#1\d{9}\necho %s\n$" % MASKED)

    def test_small_histsize(self):
        terminal = self.bash(before="HISTSIZE=3")
        for number in range(6):
            self.run_clean(terminal, "echo %d %s" % (number, self.secret))
        terminal.type("exit\n")
        terminal.wait_end()
        self.assert_nowhere()
        self.assertEqual(len(self.lines()), 7)

    def test_histsize_zero(self):
        terminal = self.bash(before="HISTSIZE=0")
        self.run_clean(terminal, "echo " + self.secret)
        terminal.close_window()
        self.assert_nowhere()

    def test_lithist_and_no_cmdhist(self):
        for option in ("shopt -s lithist", "shopt -u cmdhist", "shopt -s histappend", "shopt -s histverify", "set -o vi"):
            with self.subTest(option):
                terminal = self.bash(before=option)
                terminal.type("for i in 1 2\n")
                terminal.type("do echo %s\n" % self.secret)
                self.run_clean(terminal, "done")
                self.run_clean(terminal, "echo next " + self.secret)
                terminal.type("exit\n")
                terminal.wait_end()
                self.assert_nowhere()

    def test_history_switched_off_and_on(self):
        terminal = self.bash()
        self.run_clean(terminal, "set +o history")
        self.run_clean(terminal, "echo off " + self.secret)
        self.run_clean(terminal, "set -o history")
        self.run_clean(terminal, "echo on " + self.secret)
        self.assertNotIn("echo off", self.history())
        self.assertRegex(self.history(), "echo on " + MASKED)

    def test_no_line_editing(self):
        terminal = self.bash(options=["--noediting"])
        self.run_clean(terminal, "echo one " + self.secret)
        self.run_clean(terminal, "# two " + self.secret)
        since = len(terminal.output)
        terminal.type("for i in %s\n" % self.secret)
        terminal.wait_for("\n> ", since)
        terminal.close_window()
        self.assert_nowhere()
        self.assertEqual(len(self.lines()), 2)


if __name__ == "__main__":
    unittest.main()
