"""redactctl doctor: every raw path that is open, with the command that closes it."""
import json
import os
import shutil
import signal
import time
import unittest

from support import ClientCase, sanitized


class Doctor(ClientCase):
    def checks(self, expected, **env):
        done = self.redactctl("doctor", "--json", **env)
        document = json.loads(done.stdout)
        self.assertEqual(done.returncode, expected, document)
        return {check["name"]: check for check in document["checks"]}

    def test_all_well_then_not(self):
        with open(self.path("home/.bashrc"), "w") as opened:
            opened.write('eval "$(redactctl init bash)"\n')
        checks = self.checks(0, SHELL="/bin/bash")
        for name in ("socket.capture", "socket.control", "hook.bash"):
            self.assertEqual(checks[name]["health"], "ok", checks[name])
        with open(self.path("home/.bashrc"), "w") as opened:
            opened.write("readonly HISTFILE\n")
        checks = self.checks(1, SHELL="/bin/bash", HISTFILE="/tmp/x")
        self.assertEqual(checks["hook.bash"]["health"], "wrong")
        self.assertIn("redactctl init bash", checks["hook.bash"]["mend"])
        self.assertEqual(checks["hook.bash.beside"]["health"], "warning")
        self.assertEqual(checks["history.histfile"]["health"], "warning")
        self.assertNotIn("history.mc", checks)
        os.makedirs(self.path("home/.local/share/mc"))
        with open(self.path("home/.local/share/mc/history"), "w"):
            pass
        self.assertEqual(self.checks(1, SHELL="/bin/bash")["history.mc"]["health"], "warning")

    def test_which_of_the_two_hooks_bash_uses(self):
        with open(self.path("home/.bashrc"), "w") as opened:
            opened.write('eval "$(redactctl init bash)"\n')
        check = self.checks(0, SHELL="/bin/bash")["hook.bash.builtin"]
        # A plain bash cannot load a builtin that wants AddressSanitizer's library.
        self.assertEqual(check["health"], "warning" if sanitized("redactctl") else "ok", check)
        programs = self.path("programs")
        os.mkdir(programs)
        shutil.copy(self.ctl, programs)
        shutil.copy(self.shim, programs)
        with open(programs + "/redact.so", "w") as unfit:
            unfit.write("not a builtin\n")
        done = self.run_program([programs + "/redactctl", "doctor", "--json"], SHELL="/bin/bash")
        check = {check["name"]: check for check in json.loads(done.stdout)["checks"]}["hook.bash.builtin"]
        self.assertEqual(check["health"], "warning")
        self.assertRegex(check["what"], r"script hook.*redact\.so does not load into /usr/bin/bash 5\.")

    def test_start_files_where_the_user_has_them(self):
        zdotdir, config = self.path("zdot"), self.path("config/fish")
        for folder in (zdotdir, config):
            os.makedirs(folder)
        for path, line in ((zdotdir + "/.zshrc", 'eval "$(redactctl init zsh)"'), (config + "/config.fish", "redactctl init fish | source")):
            with open(path, "w") as opened:
                opened.write(line + "\n")
        checks = self.checks(0, SHELL="/usr/bin/zsh", ZDOTDIR=zdotdir)
        self.assertEqual(checks["hook.zsh"]["health"], "ok")
        self.assertEqual(checks["hook.fish"]["health"], "ok")
        self.assertEqual(self.checks(1, SHELL="/usr/bin/zsh")["hook.zsh"]["health"], "wrong")

    def test_daemon_gone_and_open_modes(self):
        self.stop_daemon(signal.SIGKILL)
        os.chmod(self.state, 0o755)
        checks = self.checks(1, SHELL="/bin/bash")
        self.assertEqual(checks["socket.capture"]["health"], "wrong")
        self.assertEqual(checks["state.mode"]["health"], "wrong")
        for check in checks.values():
            if check["health"] == "wrong":
                self.assertTrue(check["mend"])
        done = self.redactctl("doctor")
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"mend: ", done.stdout)

    def test_daemon_that_hangs(self):
        self.daemon.send_signal(signal.SIGSTOP)
        start = time.monotonic()
        done = self.run_program([self.ctl, "doctor", "--json"])
        self.assertLess(time.monotonic() - start, 30)
        self.assertEqual(done.returncode, 1)


if __name__ == "__main__":
    unittest.main()
