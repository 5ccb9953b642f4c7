"""The programs under test, from the build directory in REDACTD_BUILD."""
import os
import signal
import socket
import subprocess
import time


def build_dir():
    path = os.environ.get("REDACTD_BUILD")
    if not path:
        raise RuntimeError("set REDACTD_BUILD to a build directory")
    return os.path.abspath(path)


def find_built(name):
    for folder, _, files in os.walk(build_dir()):
        path = os.path.join(folder, name)
        if name in files and "CMakeFiles" not in folder and os.access(path, os.R_OK):
            return path
    raise RuntimeError("no %s below %s" % (name, build_dir()))


class Daemon:
    """One redactd of this test's own."""

    def __init__(self, socket_dir, state_dir, env):
        self.socket_dir = socket_dir
        self.state_dir = state_dir
        self.env = env
        self.process = None

    def start(self):
        log = open(self.state_dir + ".log", "ab")
        self.process = subprocess.Popen(
            [find_built("redactd"), "--socket-dir", self.socket_dir, "--state-dir", self.state_dir],
            env=self.env, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        log.close()
        end = time.monotonic() + 20
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > end:
                with open(self.state_dir + ".log", errors="replace") as shown:
                    raise RuntimeError("redactd did not start: " + shown.read()[-1000:])
            time.sleep(0.02)

    def _answers(self):
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(1)
            try:
                client.connect(os.path.join(self.socket_dir, "capture.sock"))
                client.sendall(b"ping 0\n")
                return client.recv(100).startswith(b"ok")
            except OSError:
                return False

    def freeze(self):
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self):
        self.process.send_signal(signal.SIGCONT)

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
