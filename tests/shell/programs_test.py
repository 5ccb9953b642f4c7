"""Beside the programs that people have in their shells: those of Debian, for real. bash-preexec is in no package: its way of hooking in
is tried in bash_coexistence_test.py."""
import fcntl
import os
import shlex
import shutil
import struct
import subprocess
import termios
import time
import unittest

from support.bash import BashCase
from support.fish import FishCase
from support.terminal import PROMPT, Terminal
from support.zsh import ZshCase

MASKED = r"\[REDACTED_\w+\]"
FZF = "/usr/share/doc/fzf/examples/key-bindings.%s"
AUTOSUGGESTIONS = "source /usr/share/zsh-autosuggestions/zsh-autosuggestions.zsh"
HIGHLIGHTING = "source /usr/share/zsh-syntax-highlighting/zsh-syntax-highlighting.zsh"


def wait_until(true, seconds=20):
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise AssertionError("not within %g s" % seconds)
        time.sleep(0.02)


def open_fzf(terminal):
    """Ctrl-R; fzf asks the terminal where its cursor is."""
    at = len(terminal.output)
    terminal.type("\x12")
    terminal.wait_for("\x1b[6n", at)
    terminal.type("\x1b[1;1R")


def search_masked(case, terminal, lines):
    """fzf lists all lines; a search finds the one that held a secret, and shows its mask."""
    at = len(terminal.output)
    open_fzf(terminal)
    terminal.wait_for("%d/%d" % (lines, lines), at)
    terminal.type("hidden")
    shown = terminal.wait_for("1/%d" % lines, at)
    case.assertIn("REDACTED", shown)
    case.assertNotIn(case.secret[:12], shown)


def project(box):
    """A folder with an .envrc that direnv may load."""
    box.write("project/.envrc", "export FROM_ENVRC=yes\n")
    subprocess.run(["direnv", "allow", box.home("project")], env=box.env(), check=True, capture_output=True, timeout=20)


class Direnv(BashCase):
    def test_both_orders(self):
        project(self.box)
        for before, after in (('eval "$(direnv hook bash)"', ""), ("", 'eval "$(direnv hook bash)"')):
            with self.subTest(before=before):
                terminal = self.bash(before=before, after=after)
                self.run_clean(terminal, "cd project")
                self.assertIn("loaded yes", self.run_clean(terminal, "echo loa''ded $FROM_ENVRC # " + self.secret))
                self.run_clean(terminal, "cd ..")
                self.assertIn("now .", self.run_clean(terminal, "echo no''w $FROM_ENVRC."))
                self.assertRegex(self.history(), "# %s\n" % MASKED)


class GitPrompt(BashCase):
    def setUp(self):
        super().setUp()
        subprocess.run(["git", "init", "-q", "-b", "trunk", self.box.home()], check=True, env=self.box.env(), timeout=20)

    def test_in_ps1(self):
        terminal = self.bash(before=". /usr/lib/git-core/git-sh-prompt; PS1='$(__git_ps1 \"(%%s)\")%s'" % PROMPT)
        self.assertIn("(trunk)", terminal.run("echo one " + self.secret))
        self.assert_nowhere()
        self.assertRegex(self.history(), "^echo one %s\n$" % MASKED)

    def test_in_prompt_command(self):
        terminal = self.bash(after=". /usr/lib/git-core/git-sh-prompt; PROMPT_COMMAND='__git_ps1 \"\" \"%s\"'" % PROMPT)
        self.assertIn("(trunk)", terminal.run("echo one " + self.secret))
        self.assert_nowhere()
        self.assertRegex(self.history(), "^echo one %s\n" % MASKED)


class FzfInBash(BashCase):
    def test_control_r_offers_masks(self):
        terminal = self.bash(before=". " + FZF % "bash", TERM="xterm", FZF_DEFAULT_OPTS="--no-mouse --height=8")
        self.run_clean(terminal, "echo plain-line")
        self.run_clean(terminal, "echo hidden " + self.secret)
        search_masked(self, terminal, 2)
        terminal.type("\x15plain")
        at = len(terminal.output)
        terminal.wait_for("1/2", at)
        terminal.type("\r")
        terminal.wait_for("echo plain-line", at)
        terminal.type("\n")
        wait_until(lambda: self.lines()[-1] == "echo plain-line")


class Multiplexers(BashCase):
    def test_tmux(self):
        rc, socket = self.rc(), self.box.path("tmux")
        tmux = ["tmux", "-f", "/dev/null", "-S", socket]
        run = lambda *words: subprocess.run([*tmux, *words], env=self.box.env(TERM="xterm"), check=True, capture_output=True, timeout=20).stdout.decode()
        self.addCleanup(subprocess.run, [*tmux, "kill-server"], env=self.box.env(), capture_output=True)
        run("new-session", "-d", "-x", "200", "-y", "50", "bash --rcfile %s -i" % shlex.quote(rc))
        wait_until(lambda: PROMPT in run("capture-pane", "-p"))
        run("send-keys", "-l", "echo in tmux " + self.secret)
        run("send-keys", "Enter")
        wait_until(lambda: "in tmux" in self.history())
        self.assert_nowhere()
        run("kill-server")
        self.assertRegex(self.history(), "^echo in tmux %s\n$" % MASKED)
        self.assert_nowhere()

    def test_script(self):
        """Its own record of the terminal holds what is typed: that goes nowhere here."""
        terminal = self.open(["script", "-q", "-c", "bash --rcfile %s -i" % shlex.quote(self.rc()), "/dev/null"])
        self.run_clean(terminal, "echo in script " + self.secret)
        terminal.type("exit\n")
        terminal.wait_end()
        self.assertRegex(self.history(), "^echo in script %s\nexit\n$" % MASKED)

    def test_mc_subshell(self):
        """mc keeps a history of its own command line, raw: here it is told to keep none."""
        self.rc()
        self.box.write("../config/mc/ini", "[Midnight-Commander]\nauto_save_setup=false\n[Misc]\n")
        terminal = Terminal(["mc", "-P", self.box.path("mc-dir")], self.box.env(TERM="xterm", SHELL="/bin/bash"), self.box.home())
        self.addCleanup(terminal.dispose)
        fcntl.ioctl(terminal.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 120, 0, 0))  # it wants a terminal of a usual size
        terminal.wait_for("Quit")
        terminal.type("echo in mc " + self.secret + "\n")
        wait_until(lambda: "in mc" in self.history())
        self.assertRegex(self.history(), "echo in mc %s\n" % MASKED)
        raw = [path for path in self.box.files_with(self.secret) if "/mc/" not in path]
        self.assertEqual(raw, [])


@unittest.skipUnless(os.geteuid() == 0, "only root becomes somebody without a password")
class OtherUsers(BashCase):
    def through(self, *words):
        self.rc()
        terminal = self.open([*words], SHELL="/bin/bash")
        self.run_clean(terminal, "echo through " + self.secret)
        terminal.type("exit\n")
        terminal.wait_end()
        self.assert_nowhere()
        self.assertRegex(self.history(), "^echo through %s\nexit\n$" % MASKED)

    def test_sudo_with_the_environment(self):
        self.through("sudo", "-E", "-s")

    def test_sudo_without_it(self):
        self.through("sudo", "env", "-i", "HOME=" + self.box.home(), "TERM=dumb", "PATH=/usr/bin:/bin", "bash", "-i")

    def test_su_with_the_environment(self):
        self.through("su", "-p", "-s", "/bin/bash")

    def test_a_shell_below_a_shell_by_su_without_it(self):
        terminal = self.bash()
        terminal.start("exec su -s /bin/sh -c 'echo re''ady; HISTFILE=%s exec bash --norc -i' # %s" % (self.box.home("other"), self.secret), "ready")
        terminal.type("echo below " + self.secret + "\nexit\n")
        terminal.wait_end()
        self.assertRegex(self.history(), MASKED)
        # No hook there: what it stores is its own affair, and our file is not touched.
        self.assertNotIn("below", self.history())


@unittest.skipUnless(os.geteuid() == 0 and os.path.exists("/usr/sbin/sshd"), "needs root and sshd, whose package starts a server, so tests/run does not install it")
class Ssh(BashCase):
    def test_without_a_terminal(self):
        for name in ("host", "user"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.box.path(name)], check=True, timeout=20)
        shutil.copy(self.box.path("user.pub"), self.box.path("authorized"))
        with open(self.box.path("sshd_config"), "w") as config:
            config.write("HostKey %s\nAuthorizedKeysFile %s\nStrictModes no\nUsePAM no\nPidFile none\nPermitRootLogin yes\n" %
                         (self.box.path("host"), self.box.path("authorized")))
        os.makedirs("/run/sshd", exist_ok=True)
        # One connection over a pair of pipes: no port is opened.
        proxy = "/usr/sbin/sshd -i -f %s" % self.box.path("sshd_config")
        shell = "env %s bash --rcfile %s -i" % (" ".join("%s=%s" % pair for pair in self.box.env().items()), self.rc())
        done = subprocess.run(["ssh", "-T", "-F", "none", "-o", "ProxyCommand=" + proxy, "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
                               "-i", self.box.path("user"), "root@box", shell],
                              input="echo far away %s\nexit\n" % self.secret, text=True, capture_output=True, timeout=30)
        self.assertIn("far away", done.stdout, done.stderr)
        self.assert_nowhere()
        self.assertRegex(self.history(), "^echo far away %s\nexit\n$" % MASKED)


class ZshPlugins(ZshCase):
    def test_suggestions_and_highlighting_in_every_order(self):
        for before, after in ((AUTOSUGGESTIONS + "\n" + HIGHLIGHTING, ""), ("", AUTOSUGGESTIONS + "\n" + HIGHLIGHTING), (AUTOSUGGESTIONS, HIGHLIGHTING)):
            with self.subTest(before=before):
                terminal = self.zsh(before=before, after=after, TERM="xterm")
                self.run_clean(terminal, "echo plain-line")
                self.run_clean(terminal, "echo hidden " + self.secret)
                self.run_clean(terminal, "true")
                at = len(terminal.output)
                terminal.type("echo hi")
                shown = terminal.wait_for("REDACTED", at)  # what is suggested is the mask
                self.assertNotIn(self.secret[:12], shown)
                terminal.type("\x15\n")
                terminal.wait_prompt(at)
                self.assertIn("echo plain-line", self.lines())
                self.assertRegex(self.history(), MASKED)

    def test_direnv(self):
        project(self.box)
        terminal = self.zsh(after='eval "$(direnv hook zsh)"')
        self.run_clean(terminal, "cd project")
        self.assertIn("loaded yes", self.run_clean(terminal, "echo loa''ded $FROM_ENVRC # " + self.secret))
        self.assertRegex(self.history(), MASKED)

    def test_fzf_offers_masks(self):
        terminal = self.zsh(before="source " + FZF % "zsh", TERM="xterm", FZF_DEFAULT_OPTS="--no-mouse --height=8")
        self.run_clean(terminal, "echo plain-line")
        self.run_clean(terminal, "echo hidden " + self.secret)
        self.run_clean(terminal, "true")
        at = len(terminal.output)
        search_masked(self, terminal, 3)
        terminal.type("\x1b")
        terminal.wait_prompt(at)


class Nested(ZshCase):
    def test_zsh_in_zsh(self):
        terminal = self.zsh()
        self.run_clean(terminal, "zsh -d -i")
        self.run_clean(terminal, "echo inner " + self.secret)
        self.run_clean(terminal, "exit")
        self.run_clean(terminal, "echo outer " + self.secret)
        self.assertRegex(self.history(), "echo inner %s\n" % MASKED)
        self.assertRegex(self.history(), "echo outer %s\n" % MASKED)


class ManyFish(FishCase):
    def test_nested(self):
        terminal = self.fish()
        self.run_clean(terminal, "fish -i")
        self.run_clean(terminal, "echo inner " + self.secret)
        self.run_clean(terminal, "exit")
        self.run_clean(terminal, "echo outer " + self.secret)
        terminal.type("exit\n")
        terminal.wait_end()
        self.assertRegex(self.history(), "echo inner %s\n" % MASKED)
        self.assertRegex(self.history(), "echo outer %s\n" % MASKED)

    def test_eight_at_once_on_one_file(self):
        terminals = [self.fish() for _ in range(8)]
        for number, terminal in enumerate(terminals):
            terminal.type("echo shell%d %s\n" % (number, self.secret))
        for terminal in terminals:
            terminal.wait_for("shell", 0)
        for number, terminal in enumerate(terminals):
            wait_until(lambda: terminal._read_some(0.01) is None and b"shell%d" % number in terminal.output)
            terminal.type("exit\n")
            terminal.wait_end()
        self.assert_nowhere()
        for number in range(8):
            self.assertRegex(self.history(), "echo shell%d %s\n" % (number, MASKED))


if __name__ == "__main__":
    unittest.main()
