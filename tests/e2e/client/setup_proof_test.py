"""redactctl setup's proof: a false token through real shells, the filter and the log; and its service."""
import json
import os
import shutil
import signal
import stat
import time
import unittest

from support import ClientCase, Terminal, sanitized

# A plain bash cannot load a builtin that wants AddressSanitizer's library.
SHELLS = "zsh,fish" if sanitized("redactctl") else "bash,zsh,fish"


class Proof(ClientCase):
    def setUp(self):
        super().setUp()
        self.env["SHELL"] = "/bin/bash"

    def report(self, *options, expected=0, **env):
        done = self.redactctl("setup", "--yes", "--json", *options, **env)
        self.assertEqual(done.returncode, expected, (done.stdout, done.stderr))
        return json.loads(done.stdout)

    def left(self):
        return [name for name in os.listdir(self.runtime) if name.startswith("redactd-setup")]

    def test_every_path_masks_and_nothing_is_left(self):
        report = self.report("--shell", SHELLS)
        self.assertEqual([proof["path"] for proof in report["proof"]], SHELLS.split(",") + ["mask", "log"])
        for proof in report["proof"]:
            self.assertTrue(proof["masked"], proof)
            self.assertIn("[REDACTED_", proof["shown"])
        self.assertEqual(report["service"]["state"], "runs")
        self.assertEqual(self.left(), [])
        self.assertEqual(self.files_with("ghp_EXAMPLE"), [])
        with open(os.path.join(self.state, "sink", "redacted.jsonl")) as sink:
            self.assertIn("redactd-setup", sink.read())

    def test_for_people(self):
        done = self.redactctl("setup", "--yes", "--shell", "zsh")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, rb"zsh: masked in zsh's history file:\n      .*\[REDACTED_")
        self.assertRegex(done.stdout, rb"log: masked in the daemon's store.*\n      .*\[REDACTED_")

    def test_a_path_that_does_not_mask_is_found(self):
        # A mask of its own that lets everything through, in the place where setup looks for the shim.
        programs = self.path("programs")
        os.mkdir(programs)
        shutil.copy(self.ctl, programs)
        with open(programs + "/redact-shim", "w") as shim:
            shim.write("#!/bin/sh\ncat\n")
        os.chmod(programs + "/redact-shim", 0o755)
        done = self.run_program([programs + "/redactctl", "setup", "--yes", "--json", "--no-service", "--shell", "zsh"])
        report = {proof["path"]: proof for proof in json.loads(done.stdout)["proof"]}
        self.assertEqual(done.returncode, 1)
        self.assertFalse(report["mask"]["masked"])
        self.assertIsNone(report["mask"]["shown"])
        self.assertNotIn(b"ghp_", done.stdout + done.stderr)

    def test_ctrl_c_leaves_nothing_behind(self):
        terminal = Terminal([self.ctl, "setup", "--yes", "--shell", SHELLS], {**self.env, "TERM": "dumb"}, self.home, "nothing")
        self.addCleanup(terminal.dispose)
        end = time.monotonic() + 20
        terminal.wait_for("Proof:")
        while not self.left() and time.monotonic() < end:
            time.sleep(0.005)
        terminal.type("\x03")
        status = os.waitstatus_to_exitcode(terminal.wait_end())
        self.assertEqual(self.left(), [])
        self.assertEqual(status, 128 + signal.SIGINT)


class Service(ClientCase):
    """systemctl is a stand-in: a user manager of systemd's own needs a booted system."""
    with_daemon = False

    def setUp(self):
        super().setUp()
        self.env["SHELL"] = "/bin/bash"
        self.programs = self.path("programs")
        os.makedirs(self.path("run/systemd"))
        os.mkdir(self.programs)
        with open(self.path("run/systemd/private"), "w"):
            pass
        self.env["PATH"] = self.programs + ":/usr/bin:/bin"

    def systemctl(self, status):
        with open(self.programs + "/systemctl", "w") as script:
            script.write("#!/bin/sh\necho \"$@\" >> '%s'\nexit %d\n" % (self.path("called"), status))
        os.chmod(self.programs + "/systemctl", stat.S_IRWXU)

    def service(self, *options, expected=0):
        done = self.redactctl("setup", "--yes", "--json", "--no-proof", "--shell", "bash", *options)
        self.assertEqual(done.returncode, expected, (done.stdout, done.stderr))
        return json.loads(done.stdout)["service"]["state"]

    def called(self):
        with open(self.path("called")) as opened:
            return opened.read()

    def test_started_and_stopped(self):
        self.systemctl(0)
        self.assertEqual(self.service(), "started")
        self.assertIn("--user --quiet enable --now redactd.socket redactd-control.socket redactd-syslog.socket", self.called())
        self.assertEqual(self.service("--remove"), "stopped")
        self.assertIn("disable --now redactd.socket", self.called())

    def test_a_failure_is_said(self):
        self.systemctl(1)
        self.assertEqual(self.service(expected=5), "failed")

    def test_without_a_manager(self):
        os.unlink(self.path("run/systemd/private"))
        self.assertEqual(self.service(), "no_manager")


if __name__ == "__main__":
    unittest.main()
