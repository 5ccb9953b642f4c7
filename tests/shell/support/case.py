"""What every shell test does: a sandbox, a daemon, a secret, and at the end a search of every file."""
import unittest

from .sandbox import Sandbox, fake_password, fake_token
from .terminal import PROMPT, Terminal


class ShellCase(unittest.TestCase):
    start_daemon = True

    def setUp(self):
        self.box = Sandbox()
        self.addCleanup(self.box.dispose)
        self.secret = fake_token(self.id())
        self.password = fake_password(self.id())
        if self.start_daemon:
            self.box.daemon.start()

    def open(self, argv, prompt=PROMPT, **env):
        terminal = Terminal(argv, self.box.env(**env), self.box.home(), prompt)
        self.addCleanup(terminal.dispose)
        terminal.wait_prompt()
        return terminal

    def assert_nowhere(self, *secrets):
        """No file of the sandbox holds a secret; by default the one of this test and the password."""
        for secret in secrets or (self.secret, self.password):
            self.assertEqual(self.box.files_with(secret), [])

    def run_clean(self, terminal, line):
        """Runs a line and searches everything at the next prompt: a hook that cleans up later would pass otherwise."""
        shown = terminal.run(line)
        self.assert_nowhere()
        return shown.replace(terminal.prompt, "")
