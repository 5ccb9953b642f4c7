"""Daemon absent, hung or killed: the prompt comes back in time and nothing is stored raw."""
import time
import unittest

from support.zsh import ZshCase

MASKED = r"\[REDACTED_\w+\]"
SAYS_ABSENT = "no answer from the daemon"


class WithoutDaemon(ZshCase):
    start_daemon = False

    def test_masked_by_the_program_and_said_once(self):
        terminal = self.zsh()
        shown = self.run_clean(terminal, "echo one " + self.secret)
        shown += self.run_clean(terminal, "echo two " + self.secret)
        self.run_clean(terminal, "true")
        self.assertEqual(shown.count(SAYS_ABSENT), 1)
        self.assertRegex(self.history(), "^echo one {0}\necho two {0}\n".format(MASKED))

    def test_a_daemon_that_comes_later_is_used(self):
        terminal = self.zsh()
        self.run_clean(terminal, "echo one " + self.secret)
        self.box.daemon.start()
        self.run_clean(terminal, "echo two " + self.secret)
        self.run_clean(terminal, "true")
        self.assertRegex(self.history(), "^echo one {0}\necho two {0}\n".format(MASKED))


class Dying(ZshCase):
    def setUp(self):
        super().setUp()
        self.terminal = self.zsh()
        self.run_clean(self.terminal, "echo first " + self.secret)

    def test_killed(self):
        self.box.daemon.kill()
        self.run_clean(self.terminal, "echo second " + self.secret)
        self.run_clean(self.terminal, "true")
        self.assertRegex(self.history(), "\necho second %s\n" % MASKED)

    def test_restarted(self):
        self.box.daemon.kill()
        self.box.daemon.start()
        self.assertNotIn(SAYS_ABSENT, self.run_clean(self.terminal, "echo second " + self.secret))
        self.run_clean(self.terminal, "true")
        self.assertRegex(self.history(), "\necho second %s\n" % MASKED)

    def test_hung_costs_one_deadline_a_shell(self):
        self.run_clean(self.terminal, "echo warm up")
        self.box.daemon.freeze()
        self.addCleanup(self.box.daemon.thaw)
        took = []
        for number in range(8):
            start = time.monotonic()
            self.terminal.run("echo number %d %s" % (number, self.secret))
            took.append(time.monotonic() - start)
        self.run_clean(self.terminal, "true")
        self.assertEqual(self.history().count("echo number"), 8)
        self.assertGreater(took[0], 0.045)
        self.assertLess(took[0], 0.8)
        self.assertLess(sorted(took[1:])[3], took[0])


if __name__ == "__main__":
    unittest.main()
