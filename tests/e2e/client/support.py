"""A sandbox for the clients: own home, own sockets, the programs of REDACTD_BUILD, and false daemons that misbehave."""
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest

# Obviously false, of the right shape.
TOKEN = "ghp_" + ("EXAMPLE" + "0123456789" * 3)[:36].ljust(36, "0")
PASSWORD = "hunter2EXAMPLE77"
PEM = ("-----BEGIN RSA PRIVATE KEY-----\n" + ("EXAMPLE0123456789abcdefEXAMPLE0123456789abcdefEXAMPLE0123456789+\n" * 12)
       + "-----END RSA PRIVATE KEY-----\n")


def _load_terminal():
    """tests/shell's pseudo terminal; its package has the name that this module has."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "shell", "support", "terminal.py")
    spec = importlib.util.spec_from_file_location("shell_terminal", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Terminal


Terminal = _load_terminal()


def under_strace():
    """LeakSanitizer traces its own process, and cannot where another one does."""
    return {"ASAN_OPTIONS": "detect_leaks=0"}


def sanitized(name):
    """AddressSanitizer makes nothing of mlock(2), and keeps freed blocks aside as they were."""
    with open(built(name), "rb") as program:
        return b"__asan_init" in program.read()


def built(name):
    root = os.environ.get("REDACTD_BUILD")
    if not root:
        raise RuntimeError("set REDACTD_BUILD to a build directory")
    for folder, _, files in os.walk(root):
        if name in files and "CMakeFiles" not in folder and os.access(os.path.join(folder, name), os.X_OK):
            return os.path.abspath(os.path.join(folder, name))
    raise RuntimeError("no %s below %s" % (name, root))


class FalseDaemon:
    """Listens on capture.sock; `behave(connection)` runs in a thread for each connection."""

    def __init__(self, directory, behave):
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(os.path.join(directory, "capture.sock"))
        self.listener.listen(128)
        self.connections = []
        self.behave = behave
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections.append(connection)
            threading.Thread(target=self._run, args=(connection,), daemon=True).start()

    def _run(self, connection):
        try:
            self.behave(connection)
        except OSError:
            pass

    def close(self):
        for one in self.connections + [self.listener]:
            one.close()


def read_request(stream):
    header = stream.readline().split()
    if not header:
        return None
    return dict(part.split(b"=", 1) for part in header[2:]), stream.read(int(header[1]))


class ClientCase(unittest.TestCase):
    with_daemon = True

    def setUp(self):
        self.root = tempfile.mkdtemp(prefix="redactd-client-")
        self.addCleanup(shutil.rmtree, self.root, True)
        self.home, self.runtime = self.path("home"), self.path("run")
        self.sockets, self.state = self.path("run/redactd"), self.path("state/redactd")
        for folder in (self.home, self.sockets, self.path("state")):
            os.makedirs(folder, 0o700, exist_ok=True)
        self.env = {"HOME": self.home, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "XDG_RUNTIME_DIR": self.runtime,
                    "XDG_STATE_HOME": self.path("state"), "XDG_CONFIG_HOME": self.path("config"), "TZ": "UTC"}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                self.env[name] = os.environ[name]
        self.shim, self.ctl = built("redact-shim"), built("redactctl")
        self.daemon = None
        if self.with_daemon:
            self.start_daemon()

    def path(self, name):
        return os.path.join(self.root, name)

    def start_daemon(self):
        log = open(self.path("daemon.log"), "ab")
        self.daemon = subprocess.Popen([built("redactd"), "--socket-dir", self.sockets, "--state-dir", self.state], env=self.env,
                                       stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        log.close()
        self.addCleanup(self.stop_daemon)
        end = time.monotonic() + 20
        while not self.answers():
            if self.daemon.poll() is not None or time.monotonic() > end:
                with open(self.path("daemon.log"), errors="replace") as shown:
                    raise RuntimeError("redactd did not start: " + shown.read()[-1000:])
            time.sleep(0.02)

    def answers(self):
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(1)
            try:
                client.connect(os.path.join(self.sockets, "capture.sock"))
                client.sendall(b"ping 0\n")
                return client.recv(100).startswith(b"ok")
            except OSError:
                return False

    def stop_daemon(self, number=signal.SIGKILL):
        if self.daemon and self.daemon.poll() is None:
            self.daemon.send_signal(signal.SIGCONT)
            self.daemon.send_signal(number)
            self.daemon.wait(10)

    def false_daemon(self, behave):
        daemon = FalseDaemon(self.sockets, behave)
        self.addCleanup(daemon.close)
        return daemon

    def run_program(self, argv, data=b"", **env):
        if isinstance(data, str):
            data = data.encode()
        return subprocess.run(argv, input=data, capture_output=True, env={**self.env, **env}, cwd=self.root, timeout=60)

    def history(self, data, *options, **env):
        return self.run_program([self.shim, "history", "--shell", "bash", *options], data, **env)

    def history_by_daemon(self, data, *options, **env):
        """A loaded machine may miss a deadline of 50 ms now and then; the daemon's answer is what is asked for here."""
        for _ in range(20):
            done = self.history(data, *options, **env)
            if done.returncode != 75:
                break
        return done

    def redactctl(self, *arguments, data=b"", **env):
        return self.run_program([self.ctl, *arguments], data, **env)

    def files_with(self, secret):
        found = []
        for folder, _, files in os.walk(self.root):
            for name in files:
                if not os.path.isfile(os.path.join(folder, name)):
                    continue
                with open(os.path.join(folder, name), "rb") as opened:
                    if secret.encode() in opened.read():
                        found.append(os.path.join(folder, name))
        return found
