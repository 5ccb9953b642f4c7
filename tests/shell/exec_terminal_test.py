"""redact-shim exec on a terminal, from a bash with job control: keys, jobs, sizes, full-screen programs, and what is shown."""
import fcntl
import os
import re
import signal
import statistics
import struct
import termios
import time
import unittest

from support.case import ShellCase
from support.daemon import find_built
from support.terminal import PROMPT, Terminal

MASK = r"\[REDACTED_\w+\]"
INNER = "<<in>>"


class ExecCase(ShellCase):
    def setUp(self):
        super().setUp()
        self.box.write("bin/x", '#!/bin/sh\nexec %s exec -- "$@"\n' % find_built("redact-shim"))
        os.chmod(self.box.home("bin/x"), 0o755)
        self.box.write(".inner", "PS1='<<i''n>>'; bind 'set enable-bracketed-paste on'\n")  # as it is by default
        self.box.write("secret", self.secret + "\n")
        self.box.write(".inputrc", "set enable-bracketed-paste off\n")
        self.terminal = self.open(["bash", "--norc", "-i"], PS1=PROMPT, TERM="xterm", HISTFILE="", PATH=self.box.home("bin") + ":/usr/bin:/bin")
        self.shown_at = 0

    def type_and_wait(self, keys, shows):
        """Types, waits for `shows`, and returns what came since the last call."""
        since = self.shown_at
        self.terminal.type(keys)
        self.terminal.wait_for(shows, since)
        self.shown_at = len(self.terminal.output)
        return self.terminal.output[since:].decode(errors="replace")

    def run_line(self, line):
        shown = self.terminal.run(line)
        self.shown_at = len(self.terminal.output)
        return shown.replace(PROMPT, "").replace("\r", "").split("\n", 1)[1]

    def start_line(self, line, shows):
        assert shows not in line
        return self.type_and_wait(line + "\n", shows)

    def inner_bash(self):
        self.start_line("x bash --rcfile ~/.inner -i", INNER)

    def run_inner(self, line):
        since = len(self.terminal.output)
        self.type_and_wait(line + "\n", line[-6:])
        self.shown_at = since
        return self.type_and_wait("", INNER)

    def resize(self, rows, columns):
        fcntl.ioctl(self.terminal.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def modes(self):
        return termios.tcgetattr(self.terminal.fd)[:4]


class Terminals(ExecCase):
    def test_a_terminal_of_the_same_size_and_masked(self):
        self.box.write("look", "test -t 0 && test -t 1 && test -t 2 && stty size; cat ~/secret; exit 3")
        self.run_line("stty rows 31 columns 97")
        shown = self.run_line("x sh ~/look; echo status $?")
        self.assertRegex(shown, r"\A31 97\n%s\nstatus 3\n\Z" % MASK)

    def test_the_window_changes(self):
        self.start_line("x bash -c 'trap \"stty size; exit\" WINCH; echo rea''dy; while :; do sleep 0.02; done'", "ready")
        self.resize(17, 61)
        self.assertIn("17 61", self.type_and_wait("", "17 61"))
        self.terminal.wait_prompt(self.shown_at)

    def test_modes_are_copied_and_given_back_whatever_ends_it(self):
        self.run_line("stty -echoctl; stty intr ^X")
        before = self.modes()
        self.assertIn("intr = ^X", self.run_line("x stty -a"))
        for end in ("exit 3", "kill -9 $$", "kill -TERM $PPID; sleep 5", "stty raw -echo; exit 0"):
            self.run_line("x sh -c '%s'" % end)
            self.assertEqual(self.modes(), before, end)
        self.run_line("(sleep 0.2; kill -TERM $(pgrep -P $$ -f 'exec -- slee[p]')) & x sleep 30")
        self.assertEqual(self.modes(), before)

    def test_a_token_painted_in_two_writes_with_colours_inside(self):
        script = "printf 'using %s\\033[1m'; sleep 0.05; printf '\\033[32m%s\\033[0m\\n'" % (self.secret[:18], self.secret[18:])
        self.box.write("paint", script)
        shown = self.run_line("x sh ~/paint")
        self.assertIn("[REDACTED_", shown)
        self.assertNotIn(self.secret[:18], shown)
        self.assertNotIn(self.secret[18:], shown)

    def test_what_is_no_terminal_stays_none(self):
        self.run_line("x sh -c 'test -t 0; echo $?; test -t 1; echo $?; test -t 2; echo $?; cat ~/secret' > ~/out")
        self.assertRegex(self.box.read("out"), r"\A0\n1\n0\n%s\n\Z" % MASK)
        self.assertEqual(self.run_line("echo in | x sh -c 'test -t 0; echo $?; test -t 1; echo $?; cat'"), "1\n0\nin\n")
        shown = self.run_line("x sh -c 'test -t 2; echo $?; cat ~/secret >&2' 2> ~/err")
        self.assertEqual((shown, bool(re.fullmatch(MASK + "\n", self.box.read("err")))), ("1\n", True))
        self.assertEqual(self.run_line("%s exec --no-pty -- sh -c 'test -t 0; echo $?; test -t 1; echo $?'" % find_built("redact-shim")), "0\n1\n")

    def test_those_left_behind_still_write_and_are_masked(self):
        self.run_line("x sh -c '(while [ ! -e ~/go ]; do sleep 0.02; done; echo la''te; cat ~/secret) & echo now'; echo back")
        since = len(self.terminal.output)
        self.box.write("go", "")
        self.terminal.wait_for("late", since)
        self.terminal.wait_for("]", since)
        self.assertRegex(self.terminal.output[since:].decode(), MASK)

    def test_a_closed_window_hangs_up_the_command(self):
        self.start_line("x sh -c 'trap \"echo hup > ~/hup; exit\" HUP; echo rea''dy; while :; do sleep 0.02; done'", "ready")
        self.terminal.close_window()
        end = time.monotonic() + 10
        while self.box.read("hup") != "hup\n":
            self.assertLess(time.monotonic(), end)
            time.sleep(0.02)

    def test_a_stopped_editor_ends_with_its_window(self):
        self.box.write("text", "one\n")
        self.start_line("x vim.tiny -u NONE -i NONE ~/text", "one")
        self.type_and_wait("\x1a", "Stopped")
        editors = self.processes_with(self.box.home("text"))
        self.assertGreaterEqual(len(editors), 2, "exec and the editor")
        os.kill(self.terminal.pid, signal.SIGKILL)  # the shell can hang nothing up any more: the closing terminal does
        self.terminal.close_window()
        end = time.monotonic() + 15
        while self.processes_with(self.box.home("text")):
            self.assertLess(time.monotonic(), end, "still running")
            time.sleep(0.05)

    def processes_with(self, argument):
        found = []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open("/proc/%s/cmdline" % pid, "rb") as opened:
                    if argument.encode() in opened.read().split(b"\0"):
                        found.append(pid)
            except OSError:
                pass
        return found

    def test_a_closed_window_leaves_nothing_that_spins(self):
        self.start_line("x sh -c 'trap \"\" HUP; echo $PPID > ~/monitor; echo rea''dy; exec sleep 3'", "ready")
        monitor = int(self.box.read("monitor"))
        with open("/proc/%d/stat" % monitor) as stat:
            shim = int(stat.read().rsplit(")", 1)[1].split()[1])
        os.close(self.terminal.fd)
        self.terminal.fd = None
        time.sleep(0.5)  # time in which it could spin
        try:
            with open("/proc/%d/stat" % shim) as stat:
                fields = stat.read().rsplit(")", 1)[1].split()
            self.assertLess(int(fields[11]) + int(fields[12]), 20, "ticks of 10 ms")
        except FileNotFoundError:
            pass  # it has ended
        finally:
            os.kill(monitor, signal.SIGKILL)


class Jobs(ExecCase):
    def test_interrupt(self):
        # exec: a sh that is about to fork may lose an interrupt, with or without us.
        self.start_line("x sh -c 'echo rea''dy; exec sleep 30'", "ready")
        self.type_and_wait("\x03", PROMPT)
        self.assertEqual(self.run_line("echo status $?"), "status 130\n")
        self.start_line("x bash -c 'trap \"echo cau\"\"ght; exit 4\" INT; echo rea''dy; while :; do sleep 0.02; done'; echo status $?", "ready")
        shown = self.type_and_wait("\x03", PROMPT)
        self.assertIn("caught", shown)
        self.assertIn("status 4", shown)

    def test_interrupt_in_a_flood(self):
        self.start_line("x yes", "y\r\ny\r\n")
        while len(self.terminal.output) < 500000:
            self.terminal._read_some(1)
        self.shown_at = len(self.terminal.output)
        time.sleep(0.3)  # all that fits on the way fills up
        self.assertLess(len(self.type_and_wait("\x03", PROMPT)), 100000)

    def test_stop_and_foreground(self):
        before = self.modes()
        self.start_line("x sh -c 'echo rea''dy; read a; echo got $a; cat ~/secret; exit 5'", "ready")
        self.assertIn("Stopped", self.type_and_wait("\x1a", PROMPT))
        states = self.run_line("ps -o stat= -p $(jobs -p) -p $(pgrep -n -f 'ech[o] got')").split()
        self.assertEqual([state[0] for state in states], ["T", "T"])
        self.assertEqual(self.run_line("echo between"), "between\n")
        self.start_line("fg; echo status $?", "read a; echo got")
        shown = self.type_and_wait("word\n", PROMPT)
        self.assertIn("got word", shown)
        self.assertRegex(shown, MASK)
        self.assertIn("status 5", shown)
        self.assertEqual(self.modes(), before)

    def test_background(self):
        self.run_line("x sh -c 'while [ ! -e ~/go ]; do sleep 0.02; done; echo se''en; cat ~/secret' &")
        since = len(self.terminal.output)
        self.box.write("go", "")
        self.terminal.wait_for("seen", since)
        self.terminal.wait_for("REDACTED", since)
        self.assertIn("end of job", self.run_line("wait; echo end of job"))

    def test_reading_in_the_background_stops_it_until_it_is_in_front(self):
        self.run_line("x sh -c 'read a; echo got $a' &")
        end = time.monotonic() + 10
        while "Stopped" not in self.run_line("jobs"):
            self.assertLess(time.monotonic(), end)
        self.start_line("fg", "read a; echo got")
        self.assertIn("got word", self.type_and_wait("word\n", PROMPT))

    def test_stopped_then_background(self):
        # No child may be on its way when the key comes: sh waits for it uninterruptibly (vfork), with or without us.
        os.mkfifo(self.box.home("go"))
        self.start_line("x bash -c 'echo rea''dy; read a < ~/go; echo do''ne'", "ready")
        self.type_and_wait("\x1a", PROMPT)
        self.run_line("bg")
        since = len(self.terminal.output)
        self.box.write("go", "word\n")
        self.terminal.wait_for("done", since)

    def test_jobs_of_a_shell_inside(self):
        self.inner_bash()
        self.start_line("sh -c 'echo rea''dy; exec sleep 30'", "ready")
        self.assertIn("Stopped", self.type_and_wait("\x1a", INNER))
        self.type_and_wait("jobs\n", "Stopped")
        self.type_and_wait("kill -9 %1 $$\n", PROMPT)


    def test_the_job_of_a_shell_inside_keeps_the_keys_when_the_shell_was_stopped(self):
        self.box.write("text", "".join("line %d\n" % i for i in range(300)))
        self.run_line("stty rows 30 columns 120")
        self.inner_bash()
        shell = int(re.search(r"<(\d+)>", self.type_and_wait('echo "<$$>"\n', INNER)).group(1))
        self.start_line("less ~/text", "line 20")
        os.kill(shell, signal.SIGSTOP)
        self.type_and_wait("", PROMPT)
        self.start_line("fg", "inner -i")
        self.type_and_wait("G", "line 299")
        self.type_and_wait("q", INNER)
        self.type_and_wait("exit\n", PROMPT)


class FullScreen(ExecCase):
    def setUp(self):
        super().setUp()
        self.resize(50, 120)

    def test_vim_edits_and_stops(self):
        self.box.write("text", "one\ntwo\n")
        self.start_line("x vim.tiny -u NONE -i NONE ~/text", "two")
        self.type_and_wait("Goadded\x1b", "added")
        self.type_and_wait("\x1a", PROMPT)
        self.assertEqual(self.run_line("echo between"), "between\n")
        self.start_line("fg", "two")
        self.type_and_wait(":wq\r", PROMPT)
        self.assertEqual(self.box.read("text"), "one\ntwo\nadded\n")

    def test_vim_shows_the_mask_and_keeps_the_text(self):
        self.box.write("text", "token %s\nlast\n" % self.secret)
        shown = self.start_line("x vim.tiny -u NONE -i NONE ~/text", "last")
        self.assertNotIn(self.secret, shown)
        self.type_and_wait(":wq\r", PROMPT)
        self.assertEqual(self.box.read("text"), "token %s\nlast\n" % self.secret)

    def test_less_pages(self):
        self.box.write("text", "".join("line %d %s\n" % (i, self.secret if i % 7 == 0 else "") for i in range(300)))
        shown = self.start_line("x less ~/text", "line 40")
        shown += self.type_and_wait("G", "line 299")
        self.type_and_wait("q", PROMPT)
        self.assertRegex(shown, MASK)
        self.assertNotIn(self.secret, shown)

    def test_less_at_the_end_of_a_pipe(self):
        self.start_line("x sh -c 'seq 1 300 | less'", "40")
        self.type_and_wait("G", "300")
        self.type_and_wait("q", PROMPT)

    def test_top(self):
        self.start_line("x top -d 0.2", "PID")
        self.type_and_wait("h", "Interactive")
        self.type_and_wait("q", "PID")
        self.type_and_wait("q", PROMPT)


class Typing(ExecCase):
    def test_what_could_begin_a_secret_is_echoed_at_once(self):
        self.inner_bash()
        times = []
        for key in "git commit -m 'see ghp_ and AKIA, eyJ or sk-' && curl --user bob: --header 'Authorization: Bearer $T' ":
            since = len(self.terminal.output)
            start = time.monotonic()
            self.terminal.type(key)
            while key.encode() not in self.terminal.output[since:] and time.monotonic() - start < 2:
                self.terminal._read_some(0.5)
            times.append(time.monotonic() - start)
        figures = "median %.2f ms, worst %.2f ms" % (statistics.median(times) * 1000, max(times) * 1000)
        self.assertLess(statistics.median(times), 0.05, figures)
        self.assertLess(max(times), 0.4, figures)  # what is held waits 0.5 s
        self.type_and_wait("\x03", INNER)
        self.type_and_wait("exit\n", PROMPT)

    def test_backspace_is_shown_at_once(self):
        self.inner_bash()
        for key in "echo ghp_E":
            self.type_and_wait(key, key)
        start = time.monotonic()
        self.type_and_wait("\x7f", "\b")
        self.assertLess(time.monotonic() - start, 0.4)
        self.type_and_wait("\x15exit\n", PROMPT)

    def test_a_pasted_token_is_masked(self):
        self.inner_bash()
        shown = self.type_and_wait("echo \x1b[200~%s\x1b[201~ end" % self.secret, "end")
        self.assertRegex(shown, MASK)
        self.assertNotIn(self.secret, shown)
        self.assertRegex(self.type_and_wait("; echo ran\r", "\nran"), MASK)
        self.type_and_wait("exit\n", PROMPT)

    def test_a_password_is_read_without_echo(self):
        shown = self.start_line("x bash -c 'read -rsp Pass\"\"word: a; echo; echo ${#a}'", "Password:")
        shown = self.type_and_wait(self.password + "\n", PROMPT)
        self.assertNotIn(self.password, shown)
        self.assertIn(str(len(self.password)), shown)

    def test_keys_typed_ahead_are_kept(self):
        self.start_line("x sh -c 'echo rea''dy; sleep 0.3; read a; read b; echo got $a $b'", "ready")
        self.assertIn("got one two", self.type_and_wait("one\ntwo\n", PROMPT))


if __name__ == "__main__":
    unittest.main()
