"""However a bash ends, its history holds the masked line and no file holds the raw one."""
import signal
import unittest

from support.bash import BashCase


class Ends(BashCase):
    def setUp(self):
        super().setUp()
        self.terminal = self.bash()

    def assert_stored(self):
        self.assert_nowhere()
        stored = [line for line in self.lines() if line.startswith("echo token ")]
        self.assertEqual(len(stored), 1, self.history())
        self.assertRegex(stored[0], r"^echo token \[REDACTED_\w+\]$")

    def say_secret(self):
        self.run_clean(self.terminal, "echo token " + self.secret)

    def test_exit(self):
        self.say_secret()
        self.terminal.type("exit\n")
        self.terminal.wait_end()
        self.assert_stored()
        self.assertEqual(self.lines()[-1], "exit")

    def test_control_d(self):
        self.say_secret()
        self.terminal.type("\x04")
        self.terminal.wait_end()
        self.assert_stored()

    def test_window_closed(self):
        self.say_secret()
        self.terminal.close_window()
        self.assert_stored()

    def test_hang_up(self):
        self.say_secret()
        self.terminal.signal(signal.SIGHUP)
        self.terminal.wait_end()
        self.assert_stored()

    def test_sigkill_at_the_prompt(self):
        self.say_secret()
        self.terminal.kill()
        self.assert_stored()

    def test_sigkill_while_the_command_runs(self):
        self.terminal.start("echo token %s; echo ru''ns; sleep 100" % self.secret, "runs")
        self.assert_nowhere()
        self.terminal.kill()
        self.assert_nowhere()
        self.assertRegex(self.history(), r"^echo token \[REDACTED_\w+\]; echo ru''ns; sleep 100\n$")

    def test_exit_on_the_line_of_the_secret(self):
        self.terminal.type("echo token %s; exit\n" % self.secret)
        self.terminal.wait_end()
        self.assert_nowhere()
        self.assertRegex(self.history(), r"^echo token \[REDACTED_\w+\]; exit\n$")

    def test_exec_on_the_line_of_the_secret(self):
        self.terminal.type("exec echo token %s\n" % self.secret)
        self.terminal.wait_end()
        self.assert_nowhere()
        self.assertRegex(self.history(), r"^exec echo token \[REDACTED_\w+\]\n$")

    def test_kill_of_itself(self):
        self.terminal.type("echo token %s; kill -9 $$\n" % self.secret)
        self.terminal.wait_end()
        self.assert_nowhere()
        self.assertRegex(self.history(), r"^echo token \[REDACTED_\w+\]; kill -9 \$\$\n$")

    def unfinished(self):
        since = len(self.terminal.output)
        self.terminal.type("for i in %s\n" % self.secret)
        self.terminal.wait_for("> ", since + len(self.secret))
        self.assert_nowhere()

    def test_window_closed_on_an_unfinished_command(self):
        self.unfinished()
        self.terminal.close_window()
        self.assert_nowhere()

    def test_hang_up_on_an_unfinished_command(self):
        self.unfinished()
        self.terminal.signal(signal.SIGHUP)
        self.terminal.wait_end()
        self.assert_nowhere()

    def test_control_d_on_an_unfinished_command(self):
        self.unfinished()
        self.terminal.type("\x04")
        self.terminal.wait_end()
        self.assert_nowhere()

    def test_window_closed_on_a_half_typed_line(self):
        self.terminal.type("echo token " + self.secret)
        self.terminal.wait_for(self.secret)
        self.terminal.close_window()
        self.assert_nowhere()


if __name__ == "__main__":
    unittest.main()
