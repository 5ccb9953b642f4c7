"""Who may: directories, sockets, peers, and files that are links."""
import os
import shutil
import stat
import subprocess
import sys
import unittest

import contract  # noqa: F401
from outside import ACME_PATTERN, DaemonCase, built

STRANGER = 65534
ASK = """
import json, sys
sys.path.insert(0, sys.argv[1])
from outside import Capture, Control, RpcError
try:
    if sys.argv[2] == "capture":
        reply = Capture(sys.argv[3] + "/capture.sock").ask("mask", "abc")
        print(reply.keys.get("code", "ok"))
    else:
        try:
            Control(sys.argv[3] + "/control.sock").call(sys.argv[4], **json.loads(sys.argv[5]))
            print("ok")
        except RpcError as error:
            print(error.code)
except OSError as error:
    print(type(error).__name__)
"""


def mode_of(path):
    return stat.S_IMODE(os.lstat(path).st_mode)


class Refusals(DaemonCase):
    start = False

    def fails(self, *codes):
        done = subprocess.run(self.arguments(), capture_output=True, text=True, timeout=30)
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertTrue(any(code in done.stderr for code in codes), done.stderr)

    def test_state_directory_that_is_a_link(self):
        os.mkdir(self.dir + "/real")
        os.symlink(self.dir + "/real", self.state)
        self.fails("state.symlink")

    def test_socket_directory_that_everybody_writes_to(self):
        os.mkdir(self.sockets)
        os.chmod(self.sockets, 0o777)
        self.fails("socket_dir.world_writable")

    def test_a_file_in_place_of_a_directory(self):
        with open(self.state, "w"):
            pass
        self.fails("state.not_directory")

    @unittest.skipUnless(os.geteuid() == 0, "giving a directory away needs root")
    def test_directories_of_somebody_else(self):
        os.mkdir(self.state, 0o700)
        os.chown(self.state, STRANGER, STRANGER)
        self.fails("state.owner")
        os.rmdir(self.state)
        os.mkdir(self.sockets, 0o700)
        os.chown(self.sockets, STRANGER, STRANGER)
        self.fails("socket_dir.owner")

    def test_sink_that_is_a_link(self):
        os.makedirs(self.state + "/sink", 0o700)
        with open(self.dir + "/victim", "w") as file:
            file.write("precious\n")
        os.symlink(self.dir + "/victim", self.state + "/sink/redacted.jsonl")
        done = subprocess.run(self.arguments(), capture_output=True, text=True, timeout=30)
        self.assertEqual(done.returncode, 5, done.stderr)
        self.assertIn("sink.io", done.stderr)
        with open(self.dir + "/victim") as file:
            self.assertEqual(file.read(), "precious\n")

    def test_a_file_in_place_of_a_socket(self):
        os.mkdir(self.sockets, 0o700)
        with open(self.sockets + "/capture.sock", "w"):
            pass
        self.fails("socket.not_socket")


class Modes(DaemonCase):
    start = False

    def test_whatever_the_umask(self):
        old = os.umask(0)
        self.addCleanup(os.umask, old)
        self.launch()
        self.control().call("patterns.add", **ACME_PATTERN)
        self.capture().ask("put", "x", stream="log")
        shared = os.geteuid() == 0
        self.assertEqual(mode_of(self.sockets), 0o750 if shared else 0o700)
        self.assertEqual(mode_of(self.state), 0o750 if shared else 0o700)
        for name in ("capture.sock", "control.sock", "syslog.sock"):
            self.assertEqual(mode_of(self.sockets + "/" + name), 0o660 if shared else 0o600, name)
        for name in ("patterns.json", "audit.jsonl", "redactd.lock"):
            self.assertEqual(mode_of(self.state + "/" + name), 0o600, name)
        self.assertEqual(mode_of(self.state + "/sink/redacted.jsonl"), 0o640)
        self.assertEqual(mode_of(self.sockets + "/patterns.json"), 0o640 if shared else 0o600)

    def test_no_core_and_no_debugger(self):
        self.launch()
        with open("/proc/%d/limits" % self.process.pid) as file:
            core = [line for line in file if line.startswith("Max core file size")][0]
        self.assertEqual(core.split()[4:6], ["0", "0"])
        self.assertEqual(os.stat("/proc/%d/mem" % self.process.pid).st_uid, 0)

    def test_descriptors_close_on_exec(self):
        self.launch()
        self.capture().ask("put", "x", stream="log")
        folder = "/proc/%d/fdinfo/" % self.process.pid
        for number in os.listdir(folder):
            with open(folder + number) as file:
                flags = int([line for line in file if line.startswith("flags:")][0].split()[1], 8)
            self.assertTrue(int(number) <= 2 or flags & os.O_CLOEXEC, number)


@unittest.skipUnless(os.geteuid() == 0, "acting as other users needs root")
class Peers(DaemonCase):
    start = False

    def setUp(self):
        super().setUp()
        # Where another user can read it, whoever owns the work tree.
        self.code = self.dir + "/code"
        os.mkdir(self.code)
        shutil.copy(sys.modules["outside"].__file__, self.code)
        os.chmod(self.code, 0o755)
        self.program = shutil.copy(built("redactd"), self.dir)

    def as_uid(self, uid, *words):
        done = subprocess.run(["setpriv", "--reuid", str(uid), "--regid", str(uid), "--clear-groups", "/usr/bin/python3", "-c", ASK, self.code, *words],
                              capture_output=True, text=True, env={"PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"})
        return done.stdout.strip() or done.stderr

    def arguments(self, *more):
        words = super().arguments(*more)
        return [self.program] + words[1:]

    def open_all(self):
        os.chmod(self.sockets, 0o755)
        for name in ("capture.sock", "control.sock"):
            os.chmod(self.sockets + "/" + name, 0o666)

    def test_a_users_daemon_refuses_other_users(self):
        os.chmod(self.dir, 0o777)
        self.launch(before=["setpriv", "--reuid", "4711", "--regid", "4711", "--clear-groups"], cwd="/", env={"PATH": "/usr/bin:/bin"})
        self.open_all()
        self.assertEqual(self.as_uid(STRANGER, "capture", self.sockets), "auth.peer_refused")
        self.assertEqual(self.as_uid(STRANGER, "control", self.sockets, "status", "{}"), "auth.peer_refused")
        self.assertEqual(self.as_uid(4711, "capture", self.sockets), "ok")

    def test_others_read_but_change_nothing_of_the_systems(self):
        self.launch()
        self.open_all()
        add = '{"id":"theirs","label":"THEIRS","pattern":"thr_[0-9a-f]{32}"%s}'
        self.assertEqual(self.as_uid(STRANGER, "control", self.sockets, "status", "{}"), "ok")
        self.assertEqual(self.as_uid(STRANGER, "control", self.sockets, "patterns.add", add % ""), "auth.refused")
        self.assertEqual(self.as_uid(STRANGER, "control", self.sockets, "reload", "{}"), "auth.refused")
        self.assertEqual(self.control().call("status")["patterns"], 0)
        # A pattern of their own acts on their own lines alone.
        self.assertEqual(self.as_uid(STRANGER, "control", self.sockets, "patterns.add", add % ',"scope":"user"'), "ok")
        line = "thr_" + "0123456789abcdef" * 2
        self.assertEqual(self.capture().ask("mask", line).findings, 0)
        self.control().call("patterns.add", **ACME_PATTERN)
        self.assertEqual(self.as_uid(STRANGER, "control", self.sockets, "patterns.remove", '{"id":"acme-key","reason":"x"}'), "auth.refused")
        self.assertEqual(self.as_uid(STRANGER, "control", self.sockets, "patterns.remove", '{"id":"theirs","reason":"x"}'), "ok")


if __name__ == "__main__":
    unittest.main()
