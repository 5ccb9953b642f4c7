"""redact-shim log beside the real logger(1): the same records, but masked."""
import os
import re
import shutil
import socket
import subprocess
import unittest

from support import PASSWORD, PEM, TOKEN, ClientCase

LOGGER = "/usr/bin/logger"
TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}[+-]\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d")
ACCURACY = re.compile(rb'isSynced="1" syncAccuracy="\d+"|isSynced="0"')


class LogCase(ClientCase):
    with_daemon = False

    def setUp(self):
        super().setUp()
        self.log = self.path("log")
        self.receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.receiver.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        self.receiver.bind(self.log)
        self.addCleanup(self.receiver.close)

    def received(self):
        records = []
        self.receiver.setblocking(False)
        while True:
            try:
                records.append(self.receiver.recv(1 << 20))
            except BlockingIOError:
                return records

    def run_one(self, argv, data):
        # Started the same way both times, as what a terminal's login name is depends on it.
        done = subprocess.run([*argv[:1], *argv[1:]], input=data, capture_output=True, env=self.env, cwd=self.root, timeout=30)
        return done.returncode, done.stderr, self.received()

    def logged(self, *options, data=b"", by=None):
        return self.run_one([*(by or [self.shim, "log"]), "-u", self.log, *options], data)


class BesideLogger(LogCase):
    """Times are compared by form; the process id of -i is each program's own."""

    def plain(self, records):
        return [ACCURACY.sub(b"SYNC", TIME.sub(b"TIME", record)) for record in records]

    def compare(self, *options, data=b""):
        with self.subTest(options=options, data=data):
            theirs = self.logged(*options, data=data, by=[LOGGER])
            ours = self.logged(*options, data=data)
            self.assertEqual(self.plain(ours[2]), self.plain(theirs[2]))
            self.assertEqual(ours[0] == 0, theirs[0] == 0, "exit status %d, logger's %d" % (ours[0], theirs[0]))

    def test_words(self):
        for words in (["a"], ["a", "b"], [""], ["", ""], ["", "x"], ["a\nb"], ["x\n"], ["-e", ""], ["--", "-x"], ["a", "-t", "tag", "b"]):
            self.compare(*words)

    def test_lines(self):
        for data in (b"", b"a", b"a\n", b"a\n\nb\nc", b"\n\n", b"\xff\xfe\n", b"x" * 900 + b"\n"):
            self.compare(data=data)
            self.compare("-e", data=data)

    def test_file(self):
        with open(self.path("file"), "wb") as opened:
            opened.write(b"one\n\ntwo")
        self.compare("-f", "file")
        self.compare("-f", "file", "--skip-empty")
        self.compare("-f", "file", "word")
        self.compare("-f", "absent")

    def test_priorities(self):
        for priority in ("local0.info", "err", "kern.crit", "USER.INFO", "user.panic", "mail.warn", "daemon.error", "authpriv.debug",
                         "13", "nope", "nope.info", "user.nope", ".info", "user."):
            self.compare("-p", priority, "x")

    def test_priority_prefix(self):
        for line in (b"<5>x", b"<191>y", b"z", b"<999>q", b"<", b"<13", b"<13>"):
            self.compare("-p", "local0.info", "--prio-prefix", data=line + b"\n")

    def test_priority_prefix_does_not_stick(self):
        _, _, records = self.logged("-t", "t", "--prio-prefix", data=b"<191>y\nz\n")
        self.assertEqual([record.split(b">")[0] for record in records], [b"<191", b"<13"])

    def test_headers(self):
        for options in (["-t", "tag"], ["-t", ""], ["--id=77"], ["--id=abc"], ["--rfc3164"], ["--rfc3164", "-t", "tag", "--id=5"],
                        ["--rfc5424"], ["--rfc5424=notq"], ["--rfc5424=notime"], ["--rfc5424=nohost"],
                        ["--rfc5424=notime,notq,nohost"], ["--rfc5424=notq", "--id=9", "-t", "tag"],
                        ["--rfc5424", "-t", "a" * 60], ["--octet-count"], ["--octet-count", "--rfc5424=notime,notq,nohost"]):
            self.compare(*options, "hello there")

    def test_structured_data(self):
        for options in (["--msgid", "M"], ["--msgid", "M N"], ["--sd-id", "a@1", "--sd-param", 'k="v"'], ["--sd-id", "a"],
                        ["--sd-param", 'k="v"'], ["--sd-id", "a@1", "--sd-param", "k=v"],
                        ["--sd-id", "timeQuality", "--sd-param", 'tzKnown="1"'],
                        ["--sd-id", "a@1", "--sd-param", 'k="v"', "--sd-id", "b@2", "--sd-param", 'l="w"']):
            self.compare("--rfc5424=notime", *options, "x")

    def test_stderr_and_no_act(self):
        for options in (["-s"], ["--no-act", "-s"], ["--no-act"], ["-s", "--octet-count"]):
            with self.subTest(options=options):
                theirs = self.logged(*options, "-t", "t", "x", by=[LOGGER])
                ours = self.logged(*options, "-t", "t", "x")
                self.assertEqual(TIME.sub(b"", ours[1]), TIME.sub(b"", theirs[1]))
                self.assertEqual(len(ours[2]), len(theirs[2]))

    def test_unreachable_socket(self):
        for options in (["--socket-errors=on"], ["--socket-errors=off"], []):
            with self.subTest(options=options):
                theirs = self.run_one([LOGGER, "-u", "/nonexistent/log", *options, "x"], b"")
                ours = self.run_one([self.shim, "log", "-u", "/nonexistent/log", *options, "x"], b"")
                self.assertEqual(ours[0], theirs[0])
                self.assertEqual(bool(ours[1]), bool(theirs[1]))

    def test_wrong_options(self):
        for options in (["--nonsense"], ["-S", "zz"], ["-p"], ["-t"]):
            self.compare(*options)

    def test_called_logger(self):
        alias = self.path("logger")
        os.symlink(self.shim, alias)
        _, _, records = self.run_one([alias, "-u", self.log, "-t", "t", "password=" + PASSWORD], b"")
        self.assertRegex(records[0], rb"\A<13>.* t: password=\[REDACTED_\w+\]\Z")


class Masked(LogCase):
    def test_words_lines_and_fields(self):
        secret = "password=" + PASSWORD
        for options, data in ((["-t", "t", secret], b""), (["-t", "t", "--", "curl", "-u", "bob:" + PASSWORD, "https://x.example.com"], b""),
                              (["-t", "t"], secret.encode() + b"\n"), (["-t", TOKEN, "x"], b""),
                              (["--rfc5424", "--msgid", TOKEN, "x"], b""),
                              (["-s", "-t", "t", secret], b""), (["--no-act", "-s", secret], b"")):
            with self.subTest(options=options):
                status, errors, records = self.logged(*options, data=data)
                self.assertEqual(status, 0)
                shown = errors + b"".join(records)
                self.assertIn(b"[REDACTED_", shown)
                self.assertNotIn(PASSWORD.encode(), shown)
                self.assertNotIn(TOKEN.encode(), shown)

    def test_mask_in_structured_data_is_escaped(self):
        _, _, records = self.logged("--rfc5424=notime,notq,nohost", "-t", "t", "--sd-id", "a@1", "--sd-param", 'token="%s"' % TOKEN, "x")
        self.assertRegex(records[0], rb'\A<13>1 - - t - - \[a@1 token="\[REDACTED_\w+\\\]"\] x\Z')

    def test_key_block_on_stdin(self):
        status, _, records = self.logged("-t", "t", data=b"before\n" + PEM.encode() + b"after\n")
        self.assertEqual(status, 0)
        shown = b"\n".join(records)
        self.assertNotIn(b"EXAMPLE0123456789abcdef", shown)
        self.assertTrue(records[0].endswith(b"t: before") and records[-1].endswith(b"t: after"))

    def test_whole_line_is_masked_before_any_cut(self):
        text = "x" * 1010 + " password=" + PASSWORD
        for options, data in ((["-t", "t", text], b""), (["-t", "t"], text.encode() + b"\n"), (["-t", "t", "-S", "1024", text], b""),
                              (["-t", "t", "-S", "1024"], text.encode() + b"\n")):
            _, _, records = self.logged(*options, data=data)
            joined = b"".join(record.split(b"t: ", 1)[1] for record in records)
            self.assertRegex(joined, rb"\Ax{1010} password=\[REDACTED_\w+\]\Z")

    def test_nothing_of_a_long_line_is_lost(self):
        # Datagrams count against their sender until they are read, so somebody has to read.
        text = b"y" * 500000
        process = subprocess.Popen([self.shim, "log", "-u", self.log, "-t", "t"], stdin=subprocess.PIPE, env=self.env)
        process.stdin.write(text)
        process.stdin.close()
        self.receiver.settimeout(10)
        joined = b""
        while len(joined) < len(text):
            joined += self.receiver.recv(1 << 20).split(b"t: ", 1)[1]
        self.assertEqual(process.wait(10), 0)
        self.assertTrue(joined == text)

    def test_also_stdout(self):
        done = self.run_program([self.shim, "log", "-u", self.log, "-t", "t", "--also-stdout"], b"one\npassword=%s\n" % PASSWORD.encode())
        self.assertRegex(done.stdout, rb"\Aone\npassword=\[REDACTED_\w+\]\n\Z")
        self.assertEqual(len(self.received()), 2)

    def test_stream_socket(self):
        path = self.path("stream")
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(path)
        listener.listen(1)
        self.addCleanup(listener.close)
        done = self.run_program([self.shim, "log", "-u", path, "-t", "t", "hello"])
        connection, _ = listener.accept()
        with connection:
            self.assertRegex(connection.recv(1000), rb"\A<13>.* t: hello\Z")
        self.assertEqual(done.returncode, 0)

    def test_journald_entry(self):
        _, _, records = self.logged("--journald", data=("MESSAGE=login password=%s\nMESSAGE=second\nAPI_TOKEN=%s\n" % (PASSWORD, TOKEN)).encode())
        self.assertEqual(len(records), 1)
        self.assertNotIn(PASSWORD.encode(), records[0])
        self.assertNotIn(TOKEN.encode(), records[0])
        self.assertIn(b"\nsecond\n", records[0])
        self.assertIn(b"API_TOKEN=[REDACTED_", records[0])

    def test_no_raw_text_on_wrong_usage(self):
        status, errors, records = self.logged("-p", PASSWORD, "x")
        self.assertEqual(status, 2)
        self.assertNotIn(PASSWORD.encode(), errors)
        self.assertEqual(records, [])


class LoggerIsThere(unittest.TestCase):
    def test_the_real_logger_is_installed(self):
        self.assertIsNotNone(shutil.which(LOGGER), "install bsdutils")


if __name__ == "__main__":
    unittest.main()
