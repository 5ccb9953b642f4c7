"""An outside client of both protocols, written from docs/protocol.md alone, and a daemon of the test's own."""
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest

# Obviously fake, and of the shape of the catalogue's rule for GitHub's personal access tokens.
TOKEN = "ghp_" + "0123456789abcdefghijABCDEFGHIJ012345"
MASK = "[REDACTED_GITHUB_PAT]"
ACME = "acme_" + "0123456789abcdef" * 2
ACME_PATTERN = dict(id="acme-key", label="ACME_KEY", pattern="acme_[0-9a-f]{32}")


def built(name):
    root = os.environ.get("REDACTD_BUILD")
    if not root:
        raise RuntimeError("set REDACTD_BUILD to a build directory")
    for folder, _, files in os.walk(root):
        path = os.path.join(folder, name)
        if name in files and "CMakeFiles" not in folder and os.access(path, os.X_OK):
            return path
    raise RuntimeError("no %s below %s" % (name, root))


class Reply:
    def __init__(self, line, body):
        self.line, self.body = line, body
        words = line.split(" ")
        self.ok = words[0] == "ok"
        self.keys = dict(word.split("=", 1) for word in words[2:])

    def __getattr__(self, key):
        if key in self.keys:
            return int(self.keys[key]) if self.keys[key].isdigit() else self.keys[key]
        raise AttributeError(key)


class Capture:
    def __init__(self, path, timeout=20):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(timeout)
        try:
            self.socket.connect(path)
        except OSError:
            self.socket.close()
            raise
        self.buffer = b""

    def close(self):
        self.socket.close()

    def send(self, verb, body=b"", **keys):
        body = body.encode() if isinstance(body, str) else body
        words = [verb, str(len(body))] + ["%s=%s" % pair for pair in keys.items()]
        self.socket.sendall(" ".join(words).encode() + b"\n" + body)

    def _more(self):
        got = self.socket.recv(1 << 20)
        if not got:
            raise EOFError
        self.buffer += got

    def reply(self):
        while b"\n" not in self.buffer:
            self._more()
        line, self.buffer = self.buffer.split(b"\n", 1)
        length = int(line.split(b" ")[1])
        while len(self.buffer) < length:
            self._more()
        body, self.buffer = self.buffer[:length], self.buffer[length:]
        return Reply(line.decode(), body)

    def ask(self, verb, body=b"", **keys):
        self.send(verb, body, **keys)
        return self.reply()

    def at_end(self):
        try:
            return not self.buffer and self.socket.recv(1) == b""
        except ConnectionResetError:
            return True


class RpcError(Exception):
    def __init__(self, error):
        super().__init__(error["data"]["code"])
        self.error, self.code = error, error["data"]["code"]


class Control:
    def __init__(self, path, timeout=20):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(timeout)
        try:
            self.socket.connect(path)
        except OSError:
            self.socket.close()
            raise
        self.file = self.socket.makefile("rb")
        self.last = 0

    def close(self):
        self.file.close()
        self.socket.close()

    def raw(self, line):
        self.socket.sendall(line + b"\n")
        return json.loads(self.file.readline())

    def call(self, method, **params):
        self.last += 1
        request = {"jsonrpc": "2.0", "id": self.last, "method": method, "params": params}
        answer = self.raw(json.dumps(request).encode())
        assert answer["jsonrpc"] == "2.0" and (answer["id"] == self.last or "error" in answer), answer
        if "error" in answer:
            raise RpcError(answer["error"])
        return answer["result"]


class DaemonCase(unittest.TestCase):
    """Each test has a directory and, unless start is False, a daemon in it."""
    start = True
    config = None

    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="redactd-test-")
        os.chmod(self.dir, 0o755)
        self.addCleanup(shutil.rmtree, self.dir, True)
        self.sockets, self.state = self.dir + "/s", self.dir + "/state"
        self.process = None
        self.addCleanup(self.kill)
        if self.start:
            self.launch()

    def arguments(self, *more):
        words = [built("redactd"), "--socket-dir", self.sockets, "--state-dir", self.state]
        if self.config is not None:
            with open(self.dir + "/redactd.json", "w") as file:
                json.dump(self.config, file)
            words += ["--config", self.dir + "/redactd.json"]
        return words + list(more)

    def launch(self, *more, before=(), wait=True, **options):
        self.log = open(self.dir + "/log", "ab")
        self.process = subprocess.Popen([*before, *self.arguments(*more)], stdin=subprocess.DEVNULL, stdout=self.log,
                                        stderr=self.log, start_new_session=True, **options)
        self.log.close()
        if wait:
            self.wait_ready()
        return self.process

    def wait_ready(self):
        end = time.monotonic() + 30
        while True:
            try:
                client = Capture(self.sockets + "/capture.sock", 5)
                answered = client.ask("ping").ok
                client.close()
                if answered:
                    return
            except (OSError, EOFError):
                pass
            if self.process.poll() is not None or time.monotonic() > end:
                self.fail("redactd did not start: " + self.logged()[-2000:])
            time.sleep(0.02)

    def logged(self):
        with open(self.dir + "/log", errors="replace") as file:
            return file.read()

    def kill(self):
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
        if self.process is not None:
            self.process.wait()

    def terminate(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.process.wait(20)

    def capture(self, timeout=20):
        client = Capture(self.sockets + "/capture.sock", timeout)
        self.addCleanup(client.close)
        return client

    def control(self):
        client = Control(self.sockets + "/control.sock")
        self.addCleanup(client.close)
        return client

    def records(self):
        rows = []
        folder = self.state + "/sink"
        for name in sorted(os.listdir(folder)):
            with open(os.path.join(folder, name), "rb") as file:
                text = file.read()
            rows += [json.loads(line) for line in text.split(b"\n") if line]
        return sorted(rows, key=lambda row: row["seq"])

    def refused(self, code, call, *arguments, **params):
        with self.assertRaises(RpcError) as caught:
            call(*arguments, **params)
        self.assertEqual(caught.exception.code, code, caught.exception.error)
        return caught.exception.error

    def assert_nowhere(self, *secrets):
        """No file below the test's directory holds one of the secrets."""
        for folder, _, names in os.walk(self.dir):
            for name in names:
                path = os.path.join(folder, name)
                if os.path.isfile(path):
                    with open(path, "rb") as file:
                        text = file.read()
                    for secret in secrets:
                        self.assertNotIn(secret.encode() if isinstance(secret, str) else secret, text, path)
