"""redactctl init --repl, python3's start file, and what doctor says of histories: through the functions, in a real bash."""
import json
import os
import shutil
import subprocess
import unittest

from repl_case import MASKED, ReplCase, Terminal, find_built



class Init(ReplCase):
    def redactctl(self, *arguments, expected=0, **env):
        done = subprocess.run([find_built("redactctl"), *arguments], env=self.box.env(SHELL="/bin/bash", **env), capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, expected, (done.stdout, done.stderr))
        return done.stdout

    def init(self, *options, expected=0):
        return self.redactctl("init", "--repl", "--shell", "bash", *options, expected=expected)

    def test_added_once_and_given_back(self):
        self.box.write(".bashrc", "alias psql='psql -X'\n")
        before = self.box.read(".bashrc")
        self.assertIn("+function node { ", self.init("--programs", "node,psql", "--dry-run"))
        self.assertEqual(self.box.read(".bashrc"), before)
        self.init("--programs", "node,psql")
        once = self.box.read(".bashrc")
        self.assertIn("has them already", self.init("--programs", "node,psql"))
        self.assertEqual(self.box.read(".bashrc"), once)
        self.init("--programs", "node")  # a new list takes the place of the old one
        self.assertNotIn("function psql", self.box.read(".bashrc"))
        self.init("--remove")
        self.assertEqual(self.box.read(".bashrc"), before)
        self.assertEqual(os.listdir(self.box.home()), [".bashrc"])

    def test_beside_setup(self):
        self.box.write(".bashrc", "alias a=b\n")
        self.redactctl("setup", "--yes", "--no-proof", "--no-service", "--shell", "bash")
        self.init("--programs", "node")
        self.redactctl("setup", "--remove", "--yes", "--no-service", "--shell", "bash")
        self.assertIn("function node", self.box.read(".bashrc"))
        self.init("--remove")
        self.assertEqual(self.box.read(".bashrc"), "alias a=b\n")
        self.assertEqual(os.listdir(self.box.home()), [".bashrc"])

    def test_each_shell_takes_the_functions(self):
        for shell, name in (("bash", ".bashrc"), ("zsh", ".zshrc"), ("fish", "../config/fish/config.fish")):
            self.redactctl("init", "--repl", "--programs", "all", "--shell", shell)
            done = subprocess.run([shell, "-n", self.box.home(name)], capture_output=True)
            self.assertEqual((done.returncode, done.stderr), (0, b""), shell)

    def test_wrong_usage(self):
        done = subprocess.run([find_built("redactctl"), "init", "--repl", "--programs", "EXAMPLEsecret"], env=self.box.env(), capture_output=True)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"repl.program_unknown", done.stderr)
        self.assertNotIn(b"EXAMPLEsecret", done.stderr + done.stdout)
        self.redactctl("init", expected=2)
        self.redactctl("init", "--remove", expected=2)

    def test_doctor(self):
        self.box.write(".python_history", "print('%s')\n" % self.secret)
        checks = lambda: {check["name"]: check for check in json.loads(subprocess.run(
            [find_built("redactctl"), "doctor", "--json"], env=self.box.env(SHELL="/bin/sh"), capture_output=True).stdout)["checks"]}
        found = checks()
        self.assertEqual(found["repl.python3"]["health"], "warning")
        self.assertIn("1 findings", found["repl.python3.stored"]["what"])
        self.init("--programs", "python3")
        self.assertEqual(checks()["repl.python3"]["health"], "ok")


@unittest.skipUnless(shutil.which("sqlite3"), "sqlite3 is not installed")
class Functions(ReplCase):
    """The functions that were put into the start files, called in each shell."""
    argv, prompt, history = ("sqlite3",), "sqlite> ", ".sqlite_history"
    plain, secret_line, bye = "select 'plain-one';", "-- %s", ".quit"
    how = ()

    def command(self):
        return self.how

    def test_in_each_shell(self):
        for shell, options, name in (("bash", ["--norc"], ".bashrc"), ("zsh", ["-f"], ".zshrc"), ("fish", ["--no-config"], "../config/fish/config.fish")):
            with self.subTest(shell):
                subprocess.run([find_built("redactctl"), "init", "--repl", "--shell", shell, "--programs", "sqlite3"], env=self.box.env(), check=True,
                               capture_output=True, timeout=20)
                self.how = [shell, *options, "-c", "source %s; sqlite3 -header" % self.box.home(name)]
                self.end(self.type_both())
                self.assert_nowhere()
                self.assertRegex(self.stored(), "^select 'plain-one';\n-- %s\n.quit\n$" % MASKED)
                os.unlink(self.box.home(self.history))


class Python(ReplCase):
    """Started by its function in a bash with the hook's neighbours: none."""
    plain, secret_line, history = "print('plain-one')", "token = '%s'", ".python_history"

    def setUp(self):
        super().setUp()
        subprocess.run([find_built("redactctl"), "init", "--repl", "--shell", "bash", "--programs", "python3"], env=self.box.env(SHELL="/bin/bash"), check=True,
                       capture_output=True, timeout=20)
        self.prompt = ">>> "

    def start(self, **env):
        terminal = Terminal(["bash", "--norc", "-c", ". ~/.bashrc; python3 -q"], self.box.env(TERM="dumb", PATH="/usr/bin:/bin", **env), self.box.home(), self.prompt)
        self.addCleanup(terminal.dispose)
        terminal.wait_prompt()
        return terminal

    def end(self, terminal):
        terminal.type("exit()\n")
        terminal.wait_end()

    def test_left_and_come_back(self):
        self.end(self.type_both())
        self.assert_nowhere()
        self.assertRegex(self.stored(), "^print\\('plain-one'\\)\ntoken = '%s'\nexit\\(\\)\n$" % MASKED)
        terminal = self.start()
        at = len(terminal.output)
        terminal.type("\x1b[A\x1b[A")
        self.assertIn("REDACTED", terminal.wait_for("REDACTED", at))
        terminal.type("\x05\x15")
        self.end(terminal)
        self.assertEqual(self.stored().count("plain-one"), 1)

    def test_closed_window_and_killed(self):
        terminal = self.type_both()
        terminal.close_window()
        self.assert_nowhere()
        self.type_both().kill()
        self.assert_nowhere()

    def test_a_start_file_of_the_users_own_with_a_history_of_its_own(self):
        self.box.write("start.py", "import atexit, os, readline\nown = 'kept'\n"
                                   "atexit.register(readline.write_history_file, os.path.expanduser('~/own_history'))\n")
        terminal = self.start(PYTHONSTARTUP=self.box.home("start.py"))
        self.enter_line(terminal, self.secret_line % self.secret)
        at = len(terminal.output)
        self.enter_line(terminal, "import os; print(own, os.environ['PYTHONSTARTUP'][-8:], 'REDACT_SHIM' in os.environ, sorted(n for n in dir() if 'redact' in n))")
        self.assertIn("kept start.py False []", terminal.output[at:].decode())
        self.end(terminal)
        self.assert_nowhere()
        self.assertRegex(self.box.read("own_history"), MASKED)

    def test_without_the_program_nothing_is_stored_raw(self):
        bare = self.box.path("bare")
        os.mkdir(bare)
        startup = os.path.join(bare, "python_startup.py")
        shutil.copy(find_built("python_startup.py"), startup)
        terminal = Terminal(["python3", "-q"], self.box.env(TERM="dumb", REDACT_SHIM="/nonexistent", PYTHONSTARTUP=startup), self.box.home(), self.prompt)
        self.addCleanup(terminal.dispose)
        terminal.wait_prompt()
        self.enter_line(terminal, self.secret_line % self.secret)
        self.end(terminal)
        self.assert_nowhere()
        self.assertIn("[REDACTED_LINE]", self.stored())


if __name__ == "__main__":
    unittest.main()
