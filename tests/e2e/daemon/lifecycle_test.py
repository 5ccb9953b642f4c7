"""Start, check, reload, stop, activation."""
import json
import os
import signal
import socket
import subprocess
import time
import unittest

import contract  # noqa: F401
from outside import ACME, ACME_PATTERN, DaemonCase, built


class CommandLine(DaemonCase):
    start = False

    def run_it(self, *words):
        return subprocess.run([built("redactd"), *words], capture_output=True, text=True, timeout=60, env={**os.environ, "HOME": self.dir})

    def test_help_and_version(self):
        self.assertEqual(self.run_it("--help").returncode, 0)
        self.assertRegex(self.run_it("--version").stdout, r"^redactd \d+\.\d+\.\d+\n$")

    def test_wrong_usage(self):
        for words in (["--nonsense"], ["stray"], ["--log-level", "loud"], ["--config"]):
            done = self.run_it(*words)
            self.assertEqual((done.returncode, done.stderr.count("\n"), done.stdout), (2, 1, ""), words)
            self.assertTrue(done.stderr.startswith("redactd: daemon.usage: "))

    def test_check_tells_every_fault(self):
        path = self.dir + "/config.json"
        with open(path, "w") as file:
            json.dump({"sinks": [{"type": "tape", "path": "../x"}], "log_level": "loud", "typo": 1}, file)
        done = self.run_it("--check", "--config", path)
        self.assertEqual(done.returncode, 1)
        for pointer in ("/sinks/0/type", "/sinks/0/path", "/log_level", "/typo"):
            self.assertIn(path + " " + pointer + ": config.", done.stderr)
        self.assertEqual(self.run_it("--config", path, "--socket-dir", self.sockets, "--state-dir", self.state).returncode, 2)

    def test_check_of_the_shipped_configuration(self):
        shipped = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../config/redactd.json")
        done = self.run_it("--check", "--config", shipped)
        self.assertEqual((done.returncode, done.stdout), (0, "ok\n"), done.stderr)

    def test_a_named_file_that_is_missing(self):
        self.assertEqual(self.run_it("--check", "--config", self.dir + "/none.json").returncode, 1)
        self.assertEqual(self.run_it("--check", "--rules-dir", self.dir + "/none").returncode, 1)


class Life(DaemonCase):
    def test_a_second_daemon_ends_and_the_first_serves(self):
        done = subprocess.run(self.arguments(), capture_output=True, text=True, timeout=30)
        self.assertEqual(done.returncode, 4)
        self.assertIn("daemon.already_running", done.stderr)
        other_state = [self.state + "2" if word == self.state else word for word in self.arguments()]
        done = subprocess.run(other_state, capture_output=True, text=True, timeout=30)
        self.assertEqual(done.returncode, 4)
        self.assertIn("daemon.already_running", done.stderr)
        self.assertTrue(self.capture().ask("ping").ok)

    def test_a_stale_socket_is_replaced(self):
        self.kill()
        self.assertTrue(os.path.exists(self.sockets + "/capture.sock"))
        self.launch()
        self.assertTrue(self.capture().ask("ping").ok)

    def test_sigterm_finishes_what_was_sent(self):
        client = self.capture()
        for number in range(500):
            client.send("put", "line %d" % number, stream="log")
        status = self.terminate()
        self.assertEqual(status, 0)
        self.assertEqual(sum(client.reply().ok for _ in range(500)), 500)
        self.assertEqual(len(self.records()), 500)
        self.assertFalse(os.path.exists(self.sockets + "/capture.sock"))

    def test_sigterm_with_silent_clients_is_quick(self):
        clients = [self.capture() for _ in range(20)]
        clients[0].socket.sendall(b"mask 100\nunfinished")
        start = time.monotonic()
        self.assertEqual(self.terminate(), 0)
        self.assertLess(time.monotonic() - start, 2)

    def test_sighup_keeps_patterns_and_connections(self):
        client = self.capture()
        change = self.control().call("patterns.add", **ACME_PATTERN)
        self.process.send_signal(signal.SIGHUP)
        end = time.monotonic() + 10
        while client.ask("ping").gen == change["generation"] and time.monotonic() < end:
            time.sleep(0.05)
        reply = client.ask("mask", ACME)
        self.assertEqual((reply.findings, reply.gen), (1, change["generation"] + 1))

    def test_generations_never_go_back(self):
        seen = []
        for _ in range(3):
            seen.append(self.capture().ask("ping").gen)
            seen.append(self.control().call("reload")["generation"])
            self.kill()
            self.launch()
        self.assertEqual(seen, sorted(set(seen)))

    def test_a_damaged_state_file_is_not_overwritten(self):
        self.control().call("patterns.add", **ACME_PATTERN)
        self.terminate()
        with open(self.state + "/patterns.json", "w") as file:
            file.write("{damaged")
        done = subprocess.run(self.arguments(), capture_output=True, text=True, timeout=30)
        self.assertEqual(done.returncode, 5)
        self.assertIn("patterns.file.invalid", done.stderr)
        with open(self.state + "/patterns.json") as file:
            self.assertEqual(file.read(), "{damaged")


class Activation(DaemonCase):
    start = False

    def test_inherited_sockets_and_notifications(self):
        os.mkdir(self.sockets, 0o700)
        notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(notify.close)
        notify.bind(self.dir + "/notify")
        notify.settimeout(20)
        passed = []
        for name, kind in (("capture", socket.SOCK_STREAM), ("control", socket.SOCK_STREAM), ("syslog", socket.SOCK_DGRAM)):
            one = socket.socket(socket.AF_UNIX, kind)
            one.bind("%s/%s.sock" % (self.sockets, name))
            if kind == socket.SOCK_STREAM:
                one.listen(128)
            passed.append(one)
        # A client that came before the daemon waits.
        early = socket.socket(socket.AF_UNIX)
        self.addCleanup(early.close)
        early.connect(self.sockets + "/capture.sock")
        early.sendall(b"ping 0\n")
        fds = [one.fileno() for one in passed]
        shell = "".join("exec %d<&%d; " % (3 + i, 20 + i) for i in range(3))
        script = shell + "LISTEN_PID=$$ LISTEN_FDS=3 LISTEN_FDNAMES=capture:control:syslog WATCHDOG_USEC=300000 exec \"$@\""
        high = [os.dup2(fd, 20 + i) for i, fd in enumerate(fds)]
        self.launch(before=["bash", "-c", script, "sh"], wait=False, pass_fds=high, env={**os.environ, "NOTIFY_SOCKET": self.dir + "/notify"})
        for fd in high:
            os.close(fd)
        for one in passed:
            one.close()
        told = notify.recv(4096).decode()
        self.assertIn("READY=1", told)
        early.settimeout(20)
        self.assertTrue(early.recv(100).startswith(b"ok 0 gen="))
        self.assertEqual(notify.recv(4096).decode(), "WATCHDOG=1")
        self.process.send_signal(signal.SIGHUP)
        told = [notify.recv(4096).decode() for _ in range(6)]
        self.assertTrue(any(one.startswith("RELOADING=1") for one in told))
        self.assertIn("READY=1", told)
        self.assertEqual(self.terminate(), 0)
        self.assertTrue(os.path.exists(self.sockets + "/capture.sock"), "systemd's sockets stay")


if __name__ == "__main__":
    unittest.main()
