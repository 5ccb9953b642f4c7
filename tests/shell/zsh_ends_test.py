"""However a zsh ends, its history holds the masked line and no file holds the raw one."""
import signal
import unittest

from support.zsh import ZshCase

MASKED = r"\[REDACTED_\w+\]"


class Ends(ZshCase):
    def setUp(self):
        super().setUp()
        self.terminal = self.zsh()

    def assert_stored(self, pattern="^echo token %s$" % MASKED):
        self.assert_nowhere()
        stored = [line for line in self.lines() if "echo token " in line]
        self.assertEqual(len(stored), 1, self.history())
        self.assertRegex(stored[0], pattern)

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
        self.assert_stored(r"^echo token %s; echo ru''ns; sleep 100$" % MASKED)

    def test_exit_on_the_line_of_the_secret(self):
        self.terminal.type("echo token %s; exit\n" % self.secret)
        self.terminal.wait_end()
        self.assert_stored(r"^echo token %s; exit$" % MASKED)

    def test_exec_on_the_line_of_the_secret(self):
        self.terminal.type("exec echo token %s\n" % self.secret)
        self.terminal.wait_end()
        self.assert_stored(r"^exec echo token %s$" % MASKED)

    def test_kill_of_itself(self):
        self.terminal.type("echo token %s; kill -9 $$\n" % self.secret)
        self.terminal.wait_end()
        self.assert_stored(r"^echo token %s; kill -9 \$\$$" % MASKED)

    def test_unfinished_command(self):
        for end in ("close_window", "kill"):
            with self.subTest(end):
                terminal = self.zsh()
                self.unfinished(terminal)
                getattr(terminal, end)()
                self.assert_nowhere()

    def test_half_typed_line(self):
        self.terminal.type("echo token " + self.secret)
        self.terminal.wait_for(self.secret)
        self.terminal.close_window()
        self.assert_nowhere()


if __name__ == "__main__":
    unittest.main()
