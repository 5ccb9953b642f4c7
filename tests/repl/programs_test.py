"""redact-shim history-file with real programs: what is stored, however they end."""
import glob
import os
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

from repl_case import MASKED, ReplCase, find_built


class Sessions:
    """What holds for each program."""

    def assert_stored(self):
        self.assert_nowhere()
        self.assertRegex(self.stored(), MASKED)
        self.assertIn(self.plain, self.stored())
        self.assertEqual(self.left(), [])
        self.assertEqual(os.stat(self.box.home(self.history)).st_mode & 0o777, 0o600)

    def test_left_and_come_back(self):
        self.end(self.type_both())
        self.assert_stored()
        # The next session has both, and adds only what is new.
        terminal = self.start()
        at = len(terminal.output)
        for _ in range(5):
            terminal.type("\x1b[A")
            end = time.monotonic() + 0.3
            while time.monotonic() < end and terminal._read_some(0.05) is not None:
                pass
            if b"plain-one" in terminal.output[at:]:
                break
        shown = terminal.output[at:].decode(errors="replace")
        self.assertIn("plain-one", shown)
        self.assertIn("REDACTED", shown)
        terminal.type("\x05\x15")  # an empty line again
        self.end(terminal)
        self.assertEqual(self.stored().count(self.plain), 1)
        self.assert_stored()

    def test_closed_window(self):
        terminal = self.type_both()
        terminal.close_window()
        self.wait_gone()
        self.assert_nowhere()

    def test_killed_program(self):
        terminal = self.type_both()
        with open("/proc/%d/task/%d/children" % (terminal.pid, terminal.pid)) as children:
            os.kill(int(children.read().split()[0]), signal.SIGKILL)
        self.assertEqual(os.waitstatus_to_exitcode(terminal.wait_end()), -signal.SIGKILL)
        self.wait_gone()
        self.assert_nowhere()

    def test_two_at_once_lose_nothing(self):
        first, second = self.type_both(), self.start()
        self.enter_line(second, self.secret_line % self.secret)
        self.enter_line(second, self.plain.replace("plain", "other"))
        self.end(second)
        self.end(first)
        self.assert_stored()
        self.assertIn(self.plain.replace("plain", "other"), self.stored())


@unittest.skipUnless(shutil.which("sqlite3"), "sqlite3 is not installed")
class Sqlite(Sessions, ReplCase):
    argv, prompt, history, bye = ("sqlite3",), "sqlite> ", ".sqlite_history", ".quit"
    plain, secret_line = "select 'plain-one';", "-- %s"


@unittest.skipUnless(shutil.which("gdb"), "gdb is not installed")
class Gdb(Sessions, ReplCase):
    argv, prompt, history, bye = ("gdb", "-q", "-nx", "-ex", "set history save on"), "(gdb) ", ".gdb_history", "quit"
    plain, secret_line = "echo plain-one\\n", "echo %s\\n"


@unittest.skipUnless(shutil.which("node"), "node is not installed")
class Node(Sessions, ReplCase):
    argv, prompt, history, bye = ("node",), "> ", ".node_repl_history", ".exit"
    plain, secret_line = "'plain-one'", "'%s'"


@unittest.skipUnless(shutil.which("redis-cli"), "redis-cli is not installed")
class Redis(Sessions, ReplCase):
    """Without a server: its prompt and its history are the same."""
    argv, prompt, history, bye, enter = ("redis-cli", "-s", "/nonexistent"), "not connected> ", ".rediscli_history", "quit", "\r"
    plain, secret_line = "get plain-one", "set key %s"


MARIADBD = shutil.which("mariadbd", path="/usr/sbin:/usr/bin")


@unittest.skipUnless(shutil.which("mariadb") and MARIADBD, "mariadb and mariadbd are not installed")
class Mariadb(Sessions, ReplCase):
    prompt, history, bye = "[(none)]> ", ".mysql_history", "\\q"
    plain, secret_line = "select 'plain-one';", "set @token = '%s';"

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="redactd-mariadb-")
        cls.socket = cls.folder + "/socket"
        user = ["--user=root"] if os.geteuid() == 0 else []
        subprocess.run(["mariadb-install-db", "--no-defaults", "--datadir=" + cls.folder + "/data", "--auth-root-authentication-method=normal", "--skip-test-db", *user],
                       check=True, capture_output=True, timeout=120)
        cls.server = subprocess.Popen([MARIADBD, "--no-defaults", "--datadir=" + cls.folder + "/data", "--socket=" + cls.socket, "--skip-networking", *user],
                                      stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 60
        while subprocess.run(["mariadb-admin", "--no-defaults", "-S", cls.socket, "ping"], capture_output=True).returncode != 0:
            if time.monotonic() > end or cls.server.poll() is not None:
                raise unittest.SkipTest("mariadbd does not start here")
            time.sleep(0.1)

    @classmethod
    def tearDownClass(cls):
        cls.server.kill()
        cls.server.wait()
        shutil.rmtree(cls.folder, ignore_errors=True)

    @property
    def argv(self):
        return ("mariadb", "--no-defaults", "-u", "root", "-S", self.socket)

    def assert_stored(self):
        # libedit writes a blank as \040.
        self.assertTrue(self.stored().startswith("_HiStOrY_V2_\n"), self.stored())
        plain, self.plain = self.plain, self.plain.replace(" ", "\\040")
        super().assert_stored()
        self.plain = plain

    def test_left_and_come_back(self):
        self.end(self.type_both())
        self.assert_stored()

    def test_two_at_once_lose_nothing(self):
        first, second = self.type_both(), self.start()
        self.enter_line(second, "select 'other-one';")
        self.end(second)
        self.end(first)
        self.assert_stored()
        self.assertIn("select\\040'other-one';", self.stored())


INITDB = next(iter(sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))), None)


@unittest.skipUnless(shutil.which("psql") and INITDB, "psql and a PostgreSQL server are not installed (the server's package starts one, so tests/run does not install it)")
class Psql(Sessions, ReplCase):
    prompt, history, bye = "=# ", ".psql_history", "\\q"
    plain, secret_line = "select 'plain-one';", "-- %s"

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="redactd-postgres-")
        # PostgreSQL refuses to run as root.
        cls.user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        if cls.user:
            shutil.chown(cls.folder, "postgres", "postgres")
        cls.data = cls.folder + "/data"
        subprocess.run([INITDB, "-D", cls.data, "-U", "tester", "-A", "trust", "-N"], check=True, capture_output=True, timeout=60, cwd=cls.folder, **cls.user)
        cls.server = subprocess.Popen([os.path.join(os.path.dirname(INITDB), "postgres"), "-D", cls.data, "-k", cls.folder, "-h", ""], cwd=cls.folder,
                                      stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **cls.user)
        end = time.monotonic() + 30
        while not os.path.exists(cls.folder + "/.s.PGSQL.5432") or subprocess.run(
                ["psql", "-h", cls.folder, "-U", "tester", "-d", "postgres", "-c", "select 1"], capture_output=True).returncode != 0:
            if time.monotonic() > end:
                raise AssertionError("postgres does not start")
            time.sleep(0.1)

    @classmethod
    def tearDownClass(cls):
        cls.server.send_signal(signal.SIGINT)
        cls.server.wait()
        shutil.rmtree(cls.folder, ignore_errors=True)

    @property
    def argv(self):
        return ("psql", "-X", "-P", "pager=off", "-h", self.folder, "-U", "tester", "-d", "postgres")

    def test_a_statement_of_several_lines_is_one_entry(self):
        terminal = self.start()
        terminal.type("select 'first\n")
        terminal.wait_for("postgres'# ")
        self.enter_line(terminal, "%s';" % self.secret)
        self.end(terminal)
        self.assert_nowhere()
        self.assertRegex(self.stored(), "^select 'first\x01%s';\n" % MASKED)


class Shim(ReplCase):
    def run_shim(self, *arguments):
        return subprocess.run([find_built("redact-shim"), "history-file", *arguments], env=self.box.env(), capture_output=True, timeout=20, cwd=self.box.home())

    def test_wrong_usage_is_said_and_nothing_runs(self):
        for arguments in ((), ("--program", "psql"), ("--program", "EXAMPLEsecret", "--", "true"), ("true",)):
            done = self.run_shim(*arguments)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertIn(b"shim.usage", done.stderr)
            self.assertNotIn(b"EXAMPLEsecret", done.stderr)

    def test_statuses(self):
        for script, status in (("exit 3", 3), ("kill -TERM $$", -signal.SIGTERM), ("kill -9 $$", -9)):
            self.assertEqual(self.run_shim("--program", "psql", "--", "sh", "-c", script).returncode, status)
        self.assertEqual(self.run_shim("--program", "psql", "--", "no-such-program").returncode, 127)

    def test_what_a_crash_left_is_stored_by_the_next(self):
        script = "echo \"plain $0 %s\" >> \"$SQLITE_HISTORY\"; kill -9 $PPID; sleep 0.1" % self.secret
        self.run_shim("--program", "sqlite3", "--", "sh", "-c", script)
        self.assertEqual(len(self.left()), 1)
        self.assertEqual(self.stored_lines(), [])
        end = time.monotonic() + 10
        while self.left():  # the program itself still held it for a moment
            self.assertEqual(self.run_shim("--program", "psql", "--", "true").returncode, 0)
            self.assertLess(time.monotonic(), end)
        self.assertEqual(len(self.stored_lines()), 1)
        self.assertRegex(self.stored_lines()[0], "plain sh " + MASKED)
        self.assert_nowhere()

    def stored_lines(self):
        return self.box.read(".sqlite_history").splitlines()

    def test_a_file_that_cannot_be_written_to_loses_nothing(self):
        os.mkdir(self.box.home("there"))
        real, script = self.box.home("there/history"), "echo \"kept %s\" >> \"$SQLITE_HISTORY\"; rmdir there" % self.secret
        done = self.run_shim("--program", "sqlite3", "--file", real, "--", "sh", "-c", script)
        self.assertIn(b"history.append_failed", done.stderr)
        self.assertEqual(len(self.left()), 1)
        os.mkdir(self.box.home("there"))
        self.run_shim("--program", "psql", "--", "true")
        self.assertRegex(self.box.read("there/history"), "^kept %s\n$" % MASKED)
        self.assertEqual(self.left(), [])
        self.assert_nowhere()

    def test_a_history_that_goes_nowhere_stays_so(self):
        env = self.box.env(PSQL_HISTORY="/dev/null")
        done = subprocess.run([find_built("redact-shim"), "history-file", "--program", "psql", "--", "sh", "-c", "echo $PSQL_HISTORY"], env=env, capture_output=True)
        self.assertEqual(done.stdout, b"/dev/null\n")

    def test_no_daemon(self):
        self.box.daemon.kill()
        self.run_shim("--program", "sqlite3", "--", "sh", "-c", "echo \"x %s\" >> \"$SQLITE_HISTORY\"" % self.secret)
        self.assertRegex(self.stored_lines()[0], MASKED)
        self.assert_nowhere()


if __name__ == "__main__":
    unittest.main()
