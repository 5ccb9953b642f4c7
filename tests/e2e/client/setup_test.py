"""redactctl setup: what it does to start files, and that it gives them back."""
import json
import os
import stat
import subprocess
import unittest

from support import ClientCase, Terminal, sanitized

QUIET = ("--no-service", "--no-proof")


class SetupCase(ClientCase):
    with_daemon = False

    def setUp(self):
        super().setUp()
        self.env["SHELL"] = "/bin/bash"
        self.rc = os.path.join(self.home, ".bashrc")

    def write(self, text, path=None, mode=0o640):
        path = path or self.rc
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as out:
            out.write(text)
        os.chmod(path, mode)

    def read(self, path=None):
        with open(path or self.rc) as opened:
            return opened.read()

    def setup(self, *options, expected=0, **env):
        done = self.redactctl("setup", *options, **env)
        self.assertEqual(done.returncode, expected, (done.stdout, done.stderr))
        return done

    def report(self, *options, expected=0, **env):
        return json.loads(self.setup("--json", *options, *QUIET, expected=expected, **env).stdout)


class StartFiles(SetupCase):
    def test_added_then_nothing_to_do_then_given_back(self):
        for text in ("alias a=b\n", "alias a=b", "", "# ~/.bashrc\n\n\n"):
            with self.subTest(text=text):
                self.write(text)
                report = self.report("--yes", "--shell", "bash")
                self.assertEqual(report["shells"][0]["action"], "added")
                changed = self.read()
                self.assertTrue(changed.startswith(text))
                self.assertEqual(stat.S_IMODE(os.stat(self.rc).st_mode), 0o640)
                backup = report["shells"][0]["backup"]
                self.assertEqual(self.read(backup), text)
                self.assertEqual(stat.S_IMODE(os.stat(backup).st_mode), 0o640)
                self.assertEqual(self.report("--yes", "--shell", "bash")["shells"][0]["action"], "present")
                self.assertEqual(self.read(), changed)
                self.assertEqual(self.report("--yes", "--remove", "--shell", "bash")["shells"][0]["action"], "removed")
                self.assertEqual(self.read(), text)
                self.assertEqual(sorted(os.listdir(self.home)), [".bashrc"])

    @unittest.skipIf(sanitized("redactctl"), "a plain bash cannot load a builtin that wants AddressSanitizer's library")
    def test_what_it_wrote_works_in_a_real_shell(self):
        self.setup("--yes", "--shell", "bash", *QUIET)
        done = self.run_program(["/bin/bash", "--rcfile", self.rc, "-i"], b"trap -p; echo PS0=$PS0; exit\n")
        self.assertIn(b"PS0=", done.stdout)
        self.assertRegex(done.stdout, rb"PS0=.*(REDACT|redact)")

    def test_a_file_that_was_not_there_goes_again(self):
        self.assertEqual(self.report("--yes", "--shell", "bash")["shells"][0]["action"], "added")
        self.assertTrue(os.path.exists(self.rc))
        self.report("--yes", "--remove", "--shell", "bash")
        self.assertFalse(os.path.exists(self.rc))

    def test_what_the_user_wrote_since_stays(self):
        self.write("alias a=b\n")
        self.report("--yes", "--shell", "bash")
        self.write(self.read() + "alias c=d\n")
        report = self.report("--yes", "--remove", "--shell", "bash")
        self.assertEqual(self.read(), "alias a=b\nalias c=d\n")
        self.assertEqual(self.read(report["shells"][0]["backup"]), "alias a=b\n")

    def test_a_line_of_the_users_own_stays(self):
        self.write('eval "$(redactctl init bash)"\n')
        self.assertEqual(self.report("--yes", "--shell", "bash")["shells"][0]["action"], "by_hand")
        self.assertEqual(self.report("--yes", "--remove", "--shell", "bash")["shells"][0]["action"], "by_hand")
        self.assertEqual(self.read(), 'eval "$(redactctl init bash)"\n')
        self.write('# eval "$(redactctl init bash)"\n')
        self.assertEqual(self.report("--yes", "--shell", "bash")["shells"][0]["action"], "added")

    def test_zdotdir_and_config_home(self):
        zdotdir = self.path("zdot")
        os.mkdir(zdotdir)
        report = self.report("--yes", "--shell", "zsh,fish", ZDOTDIR=zdotdir)
        self.assertEqual([shell["file"] for shell in report["shells"]], [zdotdir + "/.zshrc", self.path("config/fish/config.fish")])
        self.assertIn("init zsh", self.read(zdotdir + "/.zshrc"))
        self.assertIn("init fish | source", self.read(self.path("config/fish/config.fish")))

    def test_a_link_stays_a_link(self):
        target = self.path("dotfiles/bashrc")
        self.write("alias a=b\n", target)
        os.symlink("../dotfiles/bashrc", self.rc)
        self.report("--yes", "--shell", "bash")
        self.assertTrue(os.path.islink(self.rc))
        self.assertIn("init bash", self.read(target))
        self.report("--yes", "--remove", "--shell", "bash")
        self.assertEqual(self.read(target), "alias a=b\n")

    def test_dry_run_changes_nothing_and_shows_the_diff(self):
        self.write("alias a=b\n")
        before = sorted(os.listdir(self.home))
        done = self.setup("--dry-run", "--shell", "bash", *QUIET)
        self.assertIn(b"--- %s\n+++ %s\n@@ -1 +1,4 @@\n alias a=b\n+# >>> redactd" % (self.rc.encode(), self.rc.encode()), done.stdout)
        self.assertEqual((self.read(), sorted(os.listdir(self.home))), ("alias a=b\n", before))

    def test_the_diff_is_one_that_patch_takes(self):
        self.write("one\ntwo\nthree\nfour")
        diff = self.setup("--dry-run", "--shell", "bash", *QUIET).stdout
        diff = diff[diff.index(b"---"):diff.index(b"bash: ")]
        subprocess.run(["patch", "-p0", "-s", self.rc], input=diff, check=True, timeout=20, cwd="/")
        patched = self.read()
        self.write("one\ntwo\nthree\nfour")
        self.report("--yes", "--shell", "bash")
        self.assertEqual(self.read(), patched)


class Faults(SetupCase):
    def test_a_folder_in_the_place_of_one_file_stops_no_other(self):
        os.mkdir(self.rc)
        report = self.report("--yes", "--shell", "bash,zsh", expected=5)
        self.assertEqual([(shell["action"], shell["error"]) for shell in report["shells"]], [("failed", "setup.file_unreadable"), ("added", None)])

    def test_a_disk_that_is_full_leaves_the_file_whole(self):
        small = self.path("small")
        os.mkdir(small)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "none", small], stderr=subprocess.DEVNULL).returncode != 0:
            self.skipTest("no file system can be mounted here")
        self.addCleanup(subprocess.run, ["umount", small])
        self.write("alias a=b\n", small + "/.bashrc")
        with open(small + "/filler", "wb") as filler:
            try:
                filler.write(b"0" * 65536)
            except OSError:
                pass
        report = self.report("--yes", "--shell", "bash", expected=5, HOME=small)
        self.assertEqual(report["shells"][0]["error"], "setup.file_unwritable")
        self.assertEqual(self.read(small + "/.bashrc"), "alias a=b\n")
        self.assertEqual(sorted(os.listdir(small)), [".bashrc", "filler"])

    def test_questions_need_a_terminal(self):
        self.write("alias a=b\n")
        done = self.setup("--shell", "bash", expected=2)
        self.assertIn(b"setup.confirm_needed", done.stderr)
        self.assertEqual(self.read(), "alias a=b\n")

    def test_unknown_shells_are_not_quoted(self):
        done = self.setup("--yes", "--shell", "EXAMPLEsecret", expected=2)
        self.assertIn(b"setup.shell_unknown", done.stderr)
        self.assertNotIn(b"EXAMPLEsecret", done.stderr + done.stdout)

    def test_a_login_shell_that_does_not_read_bashrc_is_said(self):
        self.write("PATH=$PATH:/x\n", os.path.join(self.home, ".bash_profile"))
        report = self.report("--yes", "--shell", "bash")
        self.assertIn(".bash_profile", report["shells"][0]["note"])


class AtATerminal(SetupCase):
    def session(self, *options):
        terminal = Terminal([self.ctl, "setup", *options, *QUIET], {**self.env, "TERM": "xterm"}, self.home, "nothing")
        self.addCleanup(terminal.dispose)
        return terminal

    def test_it_asks_which_shells_and_each_change(self):
        self.write("alias a=b\n")
        terminal = self.session()
        terminal.wait_for("Shells [bash]: ")
        terminal.type("bash zsh\n")
        terminal.wait_for("Make this change? [Y/n] ")
        self.assertIn(b"\x1b[32m+# >>> redactd", terminal.output)
        at = len(terminal.output)
        terminal.type("n\n")
        terminal.wait_for("left as it was.", at)
        terminal.wait_for("Make this change? [Y/n] ", at)
        terminal.type("\n")
        terminal.wait_for("the hook is in", at)
        terminal.wait_for("redactctl doctor", at)
        self.assertEqual(self.read(), "alias a=b\n")
        self.assertIn("init zsh", self.read(os.path.join(self.home, ".zshrc")))

    def test_ctrl_c_at_a_question_changes_nothing(self):
        self.write("alias a=b\n")
        terminal = self.session("--shell", "bash")
        terminal.wait_for("Make this change? [Y/n] ")
        terminal.type("\x03")
        self.assertEqual(os.waitstatus_to_exitcode(terminal.wait_end()), -2)
        self.assertEqual(self.read(), "alias a=b\n")


if __name__ == "__main__":
    unittest.main()
