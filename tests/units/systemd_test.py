"""The systemd units: accepted by systemd itself, hardened, and explained."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import installed  # noqa: E402

UNITS = ("redactd.service", "redactd.socket", "redactd-control.socket", "redactd-syslog.socket")
WANTED_EXPOSURE = 1.0


def verify(kind, *flags):
    """What systemd-analyze verify has to say about all units of `kind`, with the installed programs in place."""
    with tempfile.TemporaryDirectory() as runtime:  # a user manager looks for it; where nobody is logged in there is none
        done = subprocess.run(["systemd-analyze", "verify", "--man=no", *flags, *(str(installed.unit(u, kind)) for u in UNITS)],
                              capture_output=True, text=True, env={**os.environ, "XDG_RUNTIME_DIR": runtime})
    lines = (done.stdout + done.stderr).splitlines()
    # The programs stand below the scratch root, not where the units say; whether they are installed is layout_test's matter.
    return done.returncode, [l for l in lines if "is not executable: No such file or directory" not in l and l.strip()]


class Units(unittest.TestCase):
    def test_systemd_accepts_the_system_units(self):
        self.assertEqual(verify("system")[1], [])

    def test_systemd_accepts_the_user_units(self):
        self.assertEqual(verify("user", "--user")[1], [])

    def test_verify_would_see_a_mistake(self):
        broken = installed.root() / "usr/lib/systemd/system/redactd-broken.service"
        broken.write_text(installed.unit("redactd.service").read_text().replace("ProtectHome=yes", "ProtectHomes=yes"))
        self.addCleanup(broken.unlink)
        done = subprocess.run(["systemd-analyze", "verify", "--man=no", str(broken)], capture_output=True, text=True)
        self.assertIn("ProtectHomes", done.stderr)

    def test_the_exposure_is_low(self):
        done = subprocess.run(["systemd-analyze", "security", "--offline=yes", "--no-pager", str(installed.unit("redactd.service"))],
                              capture_output=True, text=True)
        score = re.search(r"Overall exposure level for redactd.service: ([0-9.]+)", done.stdout)
        self.assertIsNotNone(score, done.stdout + done.stderr)
        self.assertLessEqual(float(score.group(1)), WANTED_EXPOSURE, done.stdout)

    def test_every_hardening_directive_has_a_reason(self):
        """A block of directives is one without an empty line; each block of [Service] begins with or holds a comment."""
        for kind in ("system", "user"):
            text = installed.unit("redactd.service", kind).read_text()
            service = text.split("[Service]")[1].split("[Install]")[0]
            for block in filter(str.strip, re.split(r"\n\s*\n", service)):
                self.assertIn("#", block, f"{kind}: no reason given in:\n{block}")


class Sockets(unittest.TestCase):
    def settings(self, kind, name):
        text = installed.unit(name, kind).read_text()
        return dict(line.split("=", 1) for line in text.splitlines() if "=" in line and not line.startswith("#"))

    def test_each_socket_has_its_name_path_and_kind(self):
        for kind, folder in (("system", "/run/redactd"), ("user", "%t/redactd")):
            for unit, name, listen in (("redactd.socket", "capture", "ListenStream"),
                                       ("redactd-control.socket", "control", "ListenStream"),
                                       ("redactd-syslog.socket", "syslog", "ListenDatagram")):
                found = self.settings(kind, unit)
                self.assertEqual(found["FileDescriptorName"], name)
                self.assertEqual(found[listen], f"{folder}/{name}.sock")
                self.assertEqual(found["Service"], "redactd.service")

    def test_who_may_connect(self):
        for unit in UNITS[1:]:
            system, user = self.settings("system", unit), self.settings("user", unit)
            self.assertEqual((system["SocketMode"], system["SocketUser"], system["SocketGroup"]), ("0660", "redactd", "redactd"))
            self.assertEqual(user["SocketMode"], "0600")


if __name__ == "__main__":
    unittest.main()
