"""A program on a pseudo terminal, driven as a person would drive it."""
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time

PROMPT = "<<p>>"
WAIT_S = 20.0


class Terminal:
    """Starts `argv` on a new terminal, wide enough that no test line wraps. `prompt`: what the program shows whenever, and
    only when, it is ready for a line."""

    def __init__(self, argv, env, cwd, prompt=PROMPT):
        self.prompt = prompt
        self.output = b""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                os.chdir(cwd)
                os.execvpe(argv[0], argv, env)
            finally:
                os._exit(127)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 4000, 0, 0))
        self.status = None

    def type(self, text):
        os.write(self.fd, text.encode() if isinstance(text, str) else text)

    def _read_some(self, timeout):
        ready, _, _ = select.select([self.fd], [], [], timeout)
        if not ready:
            return None
        try:
            piece = os.read(self.fd, 65536)
        except OSError:
            piece = b""
        self.output += piece
        return piece

    def wait_for(self, text, since=0, timeout=WAIT_S):
        """Until `text` has been shown after the first `since` bytes; returns what was shown from there on."""
        text = text.encode()
        end = time.monotonic() + timeout
        while text not in self.output[since:]:
            left = end - time.monotonic()
            if left <= 0:
                raise AssertionError("%r not shown within %g s; shown: %r" % (text, timeout, self.output[since:][-2000:]))
            if self._read_some(left) == b"":
                raise AssertionError("the program ended before %r was shown; shown: %r" % (text, self.output[since:][-2000:]))
        return self.output[since:].decode(errors="replace")

    def wait_prompt(self, since=0, timeout=WAIT_S):
        return self.wait_for(self.prompt, since, timeout)

    def run(self, line, timeout=WAIT_S):
        """Types a line and Enter; returns what was shown until the next prompt."""
        since = len(self.output)
        self.type(line + "\n")
        return self.wait_prompt(since, timeout)

    def start(self, line, shows):
        """Types a line whose command goes on running; returns once it has printed `shows`, which the line must hold in
        another form (sh''ows) so that its echo is not taken for it."""
        assert shows not in line
        since = len(self.output)
        self.type(line + "\n")
        self.wait_for(shows, since)

    def wait_end(self, timeout=WAIT_S):
        """Reads until the program has ended; returns its wait status."""
        end = time.monotonic() + timeout
        while self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = status
                break
            if time.monotonic() > end:
                raise AssertionError("still running after %g s; shown: %r" % (timeout, self.output[-2000:]))
            if self.fd is None or self._read_some(0.05) == b"":
                time.sleep(0.01)
        return self.status

    def close_window(self):
        """What a terminal emulator does when its window is closed: SIGHUP by the kernel."""
        os.close(self.fd)
        self.fd = None
        self.wait_end()

    def signal(self, number):
        # A shell shows its prompt a moment before it waits for keys; a signal in between is noticed at the next key only.
        time.sleep(0.2)
        os.kill(self.pid, number)

    def kill(self):
        self.signal(signal.SIGKILL)
        self.wait_end()

    def dispose(self):
        if self.status is None:
            try:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
            except (ProcessLookupError, ChildProcessError):
                pass
        if self.fd is not None:
            os.close(self.fd)
            self.fd = None
