"""What `cmake --install` leaves behind is a whole system layout."""
import os
import pathlib
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import installed  # noqa: E402

EXPECTED = (
    "usr/bin/redactd", "usr/bin/redactctl", "usr/bin/redact-shim",
    "usr/lib/systemd/system/redactd.service", "usr/lib/systemd/system/redactd.socket",
    "usr/lib/systemd/user/redactd.service", "usr/lib/systemd/user/redactd.socket",
    "usr/lib/sysusers.d/redactd.conf", "usr/lib/tmpfiles.d/redactd.conf",
    "usr/share/redactd/rules.d", "usr/share/redactd/commands.d", "etc/redactd/rules.d",
    "usr/share/bash-completion/completions/redactctl", "usr/share/zsh/vendor-completions/_redactctl",
    "usr/share/fish/vendor_completions.d/redactctl.fish",
    "usr/share/man/man8/redactd.8", "usr/share/man/man1/redactctl.1", "usr/share/man/man1/redact-shim.1",
)


class Layout(unittest.TestCase):
    def test_everything_is_in_its_place(self):
        missing = [path for path in EXPECTED if not (installed.root() / path).exists()]
        self.assertEqual(missing, [])

    def test_there_are_rules(self):
        self.assertTrue(list((installed.root() / "usr/share/redactd/rules.d").glob("*.json")))

    def test_nothing_is_writable_for_others(self):
        loose = [str(p) for p in installed.root().rglob("*")
                 if not p.is_symlink() and stat.S_IMODE(p.stat().st_mode) & (stat.S_IWOTH | stat.S_IWGRP)]
        self.assertEqual(loose, [])

    def test_no_file_names_the_place_where_it_was_built(self):
        scratch = str(installed.root())
        for path in installed.root().rglob("*"):
            if path.is_file() and path.suffix in (".service", ".socket", ".conf", ".json"):
                text = path.read_text()
                self.assertNotIn(scratch, text)
                self.assertNotRegex(text, r"@[A-Z]+@", f"{path} has an unfilled placeholder")

    def test_installed_programs_start(self):
        for program in ("redactd", "redactctl", "redact-shim"):
            done = subprocess.run([installed.root() / "usr/bin" / program, "--help"], capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("sage", done.stdout)

    def test_completions_and_manual_name_every_verb(self):
        listed = subprocess.run([installed.root() / "usr/bin/redactctl", "--help"], capture_output=True, text=True).stdout
        verbs = re.findall(r"(?m)^  ([a-z][a-z-]+)  ", listed.split("Subcommands:")[1])
        self.assertIn("add-pattern", verbs)
        for path in ("usr/share/bash-completion/completions/redactctl", "usr/share/zsh/vendor-completions/_redactctl",
                     "usr/share/fish/vendor_completions.d/redactctl.fish", "usr/share/man/man1/redactctl.1"):
            text = re.sub(r"\\f[BIR]", "", (installed.root() / path).read_text()).replace("\\-", "-")
            self.assertEqual([verb for verb in verbs if not re.search(rf"\b{verb}\b", text)], [], path)

    def test_manual_pages_are_clean(self):
        for page in installed.root().glob("usr/share/man/man*/*"):
            done = subprocess.run(["man", "-l", "--warnings", page], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
            self.assertEqual((done.returncode, done.stderr), (0, ""), page)

    def test_another_prefix_touches_no_etc(self):
        with tempfile.TemporaryDirectory() as scratch:
            subprocess.run(["cmake", "--install", str(installed.BUILD), "--prefix", scratch], check=True, stdout=subprocess.DEVNULL)
            service = pathlib.Path(scratch, "lib/systemd/system/redactd.service").read_text()
            self.assertIn(f"ExecStart={scratch}/bin/redactd", service)
            self.assertTrue(os.path.isdir(f"{scratch}/etc/redactd/rules.d"))


class Accounts(unittest.TestCase):
    def test_sysusers_and_tmpfiles_create_what_the_units_name(self):
        if subprocess.run(["systemd-sysusers", "--version"], capture_output=True).returncode != 0:
            self.fail("systemd-sysusers is missing: install packages/debian-test.txt")
        with tempfile.TemporaryDirectory() as scratch:
            for kind in ("sysusers.d", "tmpfiles.d"):
                target = pathlib.Path(scratch, "usr/lib", kind)
                target.mkdir(parents=True)
                shutil.copy(installed.root() / "usr/lib" / kind / "redactd.conf", target)
            pathlib.Path(scratch, "etc").mkdir()
            subprocess.run(["systemd-sysusers", f"--root={scratch}", "redactd.conf"], check=True, capture_output=True)
            passwd = pathlib.Path(scratch, "etc/passwd").read_text()
            group = pathlib.Path(scratch, "etc/group").read_text()
            self.assertRegex(passwd, r"(?m)^redactd:.*:/var/lib/redactd:.*nologin$")
            self.assertTrue(re.search(r"(?m)^redactd:", group) and re.search(r"(?m)^redactd-ops:", group))
            if os.geteuid() == 0:
                subprocess.run(["systemd-tmpfiles", f"--root={scratch}", "--create", "redactd.conf"],
                               check=True, capture_output=True)
                for folder in ("run/redactd", "var/lib/redactd"):
                    mode = stat.S_IMODE(os.stat(os.path.join(scratch, folder)).st_mode)
                    self.assertEqual(oct(mode), oct(0o750))


if __name__ == "__main__":
    unittest.main()
