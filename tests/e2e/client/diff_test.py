"""redactctl test --diff: the lines that change, and never the secret."""
import os
import pty
import subprocess
import unittest

from support import PASSWORD, PEM, TOKEN, ClientCase


class Diff(ClientCase):
    with_daemon = False

    def diff(self, text):
        done = self.redactctl("test", "--diff", data=text.encode())
        self.assertEqual(done.returncode, 0, done.stderr)
        for secret in (TOKEN, PASSWORD, PEM.splitlines()[1]):
            self.assertNotIn(secret, done.stdout.decode())
        return done.stdout.decode()

    def test_before_and_after(self):
        shown = self.diff("one\nx %s y\nlast" % TOKEN).splitlines()
        self.assertEqual(shown[0], "-x <%d bytes> y" % len(TOKEN))
        self.assertRegex(shown[1], r"^\+x \[REDACTED_[A-Z_]+\] y$")
        self.assertEqual(shown[2:], ["1 lines changed, 2 unchanged"])

    def test_two_on_a_line_and_a_block(self):
        shown = self.diff("password=%s %s\n%send\n" % (PASSWORD, TOKEN, PEM))
        self.assertIn("-password=<%d bytes> <%d bytes>\n" % (len(PASSWORD), len(TOKEN)), shown)
        self.assertTrue(shown.endswith("13 lines changed, 3 unchanged\n"), shown)

    def test_nothing_changes(self):
        self.assertEqual(self.diff("ls -l\n"), "0 lines changed, 1 unchanged\n")

    def test_colours_on_a_terminal_only(self):
        ours, theirs = pty.openpty()
        self.addCleanup(os.close, ours)
        subprocess.run([self.ctl, "test", "--diff"], input=b"x " + TOKEN.encode(), stdout=theirs, env=self.env, check=True)
        os.close(theirs)
        shown = os.read(ours, 65536)
        self.assertIn(b"\x1b[31m-x <", shown)
        self.assertIn(b"\x1b[32m+x [REDACTED", shown)
        self.assertNotIn(TOKEN.encode(), shown)
        self.assertNotIn("\x1b", self.diff("x " + TOKEN))


if __name__ == "__main__":
    unittest.main()
