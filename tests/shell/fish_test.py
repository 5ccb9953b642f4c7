"""fish: the masked line is stored in the place of the raw one, which never reaches a file."""
import re
import signal
import time
import unittest

from support.fish import FishCase

MASKED = r"\[REDACTED_\w+\]"


class Fish(FishCase):
    def wait_stored(self, pattern):
        """fish itself saves plain lines from a background thread."""
        end = time.monotonic() + 10
        while not re.search(pattern, self.history()):
            self.assertLess(time.monotonic(), end, self.history())
            time.sleep(0.05)

    def test_ends(self):
        ends = {
            "exit": lambda terminal: (terminal.type("exit\r"), terminal.wait_end()),
            "control d": lambda terminal: (terminal.type("\x04"), terminal.wait_end()),
            "window closed": lambda terminal: terminal.close_window(),
            "hang-up": lambda terminal: (terminal.signal(signal.SIGHUP), terminal.wait_end()),
            "sigkill": lambda terminal: terminal.kill(),
        }
        for name, end in ends.items():
            with self.subTest(name):
                terminal = self.fish()
                self.run_clean(terminal, "echo %s token %s" % (name, self.secret))
                self.assertRegex(self.history(), "- cmd: echo %s token %s\n  when: 1\\d{9}\n" % (name, MASKED))
                end(terminal)
                self.assert_nowhere()

    def test_killed_while_the_command_runs(self):
        terminal = self.fish()
        terminal.start("echo be''gun; echo %s; sleep 100" % self.secret, "begun")
        self.assert_nowhere()
        terminal.kill()
        self.assert_nowhere()
        self.assertRegex(self.history(), "- cmd: echo be''gun; echo %s; sleep 100\n" % MASKED)

    def test_plain_lines_are_fishs_own(self):
        terminal = self.fish()
        self.run_clean(terminal, "echo plain one")
        self.run_clean(terminal, "echo token " + self.secret)
        self.run_clean(terminal, "echo plain two")
        terminal.type("exit\n")
        terminal.wait_end()
        self.wait_stored("- cmd: echo plain one\n")
        self.wait_stored("- cmd: echo plain two\n")
        self.assertRegex(self.history(), "- cmd: echo token %s\n" % MASKED)
        self.assert_nowhere()

    def test_leading_blank_and_private_mode(self):
        terminal = self.fish()
        self.run_clean(terminal, " echo hidden " + self.secret)
        terminal.type("exit\n")
        terminal.wait_end()
        terminal = self.fish(options=["--private"])
        self.run_clean(terminal, "echo hidden " + self.secret)
        terminal.type("exit\n")
        terminal.wait_end()
        self.assertNotIn("hidden", self.history())
        self.assert_nowhere()

    def test_several_lines(self):
        terminal = self.fish()
        since = len(terminal.output)
        terminal.type("for i in %s\n" % self.secret)
        terminal.type("echo loop $i | tr a-z A-Z\n")
        terminal.type("end\n")
        terminal.wait_for("LOOP", since)
        self.assert_nowhere()
        self.assertRegex(self.history(), r"- cmd: for i in %s\\n *echo loop \$i \| tr a-z A-Z\\nend\n" % MASKED)

    def test_vi_keys(self):
        terminal = self.fish(before="fish_vi_key_bindings")
        self.run_clean(terminal, "echo token " + self.secret)
        self.assertRegex(self.history(), "- cmd: echo token %s\n" % MASKED)

    def test_command_runs_with_its_secret(self):
        terminal = self.fish()
        self.assertIn(self.secret[::-1], self.run_clean(terminal, "echo %s | rev" % self.secret))

    def test_password_of_a_program(self):
        terminal = self.fish()
        self.run_clean(terminal, "mysql -u root -p%s -h db.example.com 2>/dev/null" % self.password)
        self.wait_stored("-h db.example.com")

    def test_daemon_killed_and_hung(self):
        terminal = self.fish()
        self.box.daemon.freeze()
        self.run_clean(terminal, "echo hung " + self.secret)
        self.run_clean(terminal, "echo hung again " + self.secret)
        self.box.daemon.thaw()
        self.box.daemon.kill()
        self.run_clean(terminal, "echo killed " + self.secret)
        self.assertEqual(len(re.findall("- cmd: echo (hung|hung again|killed) " + MASKED, self.history())), 3)

    def test_recall_after_merge_shows_the_mask(self):
        terminal = self.fish()
        self.run_clean(terminal, "echo token " + self.secret)
        self.run_clean(terminal, "true")
        self.assertRegex(self.run_clean(terminal, "history search token | cat"), "echo token " + MASKED)


if __name__ == "__main__":
    unittest.main()
