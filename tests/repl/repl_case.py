"""A real program with a prompt of its own, on a pseudo-terminal, started as the functions of `redactctl init --repl` start it."""
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "shell"))
from support.case import ShellCase  # noqa: E402
from support.daemon import find_built  # noqa: E402
from support.terminal import Terminal  # noqa: E402

__all__ = ["MASKED", "ReplCase", "Terminal", "find_built"]
MASKED = r"\[REDACTED_\w+\]"


class ReplCase(ShellCase):
    """`argv`, `prompt`, `history`, `plain` and `secret_line` (with %s) tell the program; `bye` ends it; Enter is `enter`."""
    argv = ()
    prompt = ""
    history = ""
    plain = ""
    secret_line = ""
    bye = ""
    enter = "\n"

    def setUp(self):
        super().setUp()
        self.before = set(self.memory_dirs())

    def memory_dirs(self):
        return [name for name in os.listdir("/dev/shm") if name.startswith("redactd-history-%d-" % os.geteuid())]

    def left(self):
        return [name for name in self.memory_dirs() if name not in self.before]

    def command(self):
        return [find_built("redact-shim"), "history-file", "--program", os.path.basename(self.argv[0]), "--", *self.argv]

    def start(self):
        terminal = Terminal(self.command(), self.box.env(TERM="xterm"), self.box.home(), self.prompt)
        self.addCleanup(terminal.dispose)
        terminal.wait_prompt()
        return terminal

    def enter_line(self, terminal, line):
        at = len(terminal.output)
        terminal.type(line + self.enter)
        terminal.wait_for("\n", at)
        terminal.wait_prompt(terminal.output.index(b"\n", at))

    def stored(self):
        return self.box.read(self.history)

    def wait_gone(self):
        """Until nothing of the session is left in memory."""
        end = time.monotonic() + 20
        while self.left():
            self.assertLess(time.monotonic(), end, self.left())
            time.sleep(0.02)

    def type_both(self):
        terminal = self.start()
        self.enter_line(terminal, self.plain)
        self.enter_line(terminal, self.secret_line % self.secret)
        self.assert_nowhere()
        return terminal

    def end(self, terminal):
        terminal.type(self.bye + self.enter)
        terminal.wait_end()
