"""Daemon absent, hung or killed: the prompt comes back in time and nothing is stored raw."""
import time
import unittest

from support.bash import BashCase

MASKED = r"\[REDACTED_\w+\]"
SAYS_ABSENT = "no answer from the daemon"


class WithoutDaemon(BashCase):
    start_daemon = False

    def test_masked_by_the_shell_itself_and_said_once(self):
        terminal = self.bash()
        shown = self.run_clean(terminal, "echo token " + self.secret)
        shown += self.run_clean(terminal, "echo token " + self.secret)
        self.assertEqual(shown.count(SAYS_ABSENT), 1)
        self.assertRegex(self.history(), "^(echo token %s\n){2}$" % MASKED)

    def test_a_daemon_that_comes_later_is_used(self):
        terminal = self.bash()
        self.run_clean(terminal, "echo one " + self.secret)
        self.box.daemon.start()
        self.run_clean(terminal, "echo two " + self.secret)
        self.assertRegex(self.history(), "^echo one {0}\necho two {0}\n$".format(MASKED))


class Dying(BashCase):
    def setUp(self):
        super().setUp()
        self.terminal = self.bash()
        self.run_clean(self.terminal, "echo first " + self.secret)

    def test_killed(self):
        self.box.daemon.kill()
        self.run_clean(self.terminal, "echo second " + self.secret)
        self.assertRegex(self.history(), "\necho second %s\n$" % MASKED)

    def test_restarted(self):
        self.box.daemon.kill()
        self.box.daemon.start()
        shown = self.run_clean(self.terminal, "echo second " + self.secret)
        self.assertNotIn(SAYS_ABSENT, shown)
        self.assertRegex(self.history(), "\necho second %s\n$" % MASKED)

    def test_hung_costs_one_deadline_a_shell(self):
        self.run_clean(self.terminal, "echo warm up")
        self.box.daemon.freeze()
        self.addCleanup(self.box.daemon.thaw)
        took = []
        for number in range(8):
            start = time.monotonic()
            self.terminal.run("echo number %d %s" % (number, self.secret))
            took.append(time.monotonic() - start)
        self.assert_nowhere()
        self.assertEqual(len(self.lines()), 10)
        self.assertGreater(took[0], 0.045)
        self.assertLess(took[0], 0.5)
        self.assertLess(sorted(took[1:])[3], 0.045)

    def test_hung_and_killed_on_the_line_of_the_secret(self):
        self.box.daemon.freeze()
        self.addCleanup(self.box.daemon.thaw)
        self.terminal.start("echo be''gun; echo %s; sleep 100" % self.secret, "begun")
        self.terminal.kill()
        self.assert_nowhere()
        self.assertRegex(self.history(), r"\necho be''gun; echo %s; sleep 100\n$" % MASKED)


if __name__ == "__main__":
    unittest.main()
