"""redact-shim history: one command for a shell's hook, with the daemon in every state."""
import os
import stat
import time
import unittest

from support import PASSWORD, PEM, TOKEN, ClientCase, read_request

LOGIN = "curl -u bob:%s https://example.com/x" % PASSWORD
MASKED_LOGIN = "curl -u bob:[REDACTED_"


class WithDaemon(ClientCase):
    def test_masks_and_exits_0(self):
        done = self.history_by_daemon(LOGIN)
        self.assertEqual(done.returncode, 0)
        self.assertTrue(done.stdout.decode().startswith(MASKED_LOGIN), done.stdout)
        self.assertTrue(done.stdout.decode().endswith("]@https" if "]@" in done.stdout.decode() else "] https://example.com/x"))
        self.assertNotIn(PASSWORD.encode(), done.stdout + done.stderr)

    def test_other_bytes_come_back_identical(self):
        for text in (b"", b"ls -l", b"ls -l\n", b"a\n\nb\n", b"echo \xff\xfe \x00 \xe2\x82\xac\n", b"x" * 200000 + b"\n"):
            done = self.history_by_daemon(text)
            self.assertEqual((done.returncode, done.stdout), (0, text))

    def test_multi_line_command(self):
        text = "for i in *.xml ; do ;\n    echo \"=== $i ===\" \\\n    | ./parse.py \"$i\" --token %s\ndone" % TOKEN
        done = self.history_by_daemon(text)
        shown = done.stdout.decode()
        self.assertNotIn(TOKEN, shown)
        head, tail = text.split(TOKEN)
        self.assertTrue(shown.startswith(head + "[REDACTED_") and shown.endswith("]" + tail), shown)

    def test_only_if_changed(self):
        self.assertEqual(self.history_by_daemon("ls -l", "--only-if-changed").stdout, b"")
        self.assertIn(b"[REDACTED_", self.history_by_daemon(LOGIN, "--only-if-changed").stdout)

    def test_hints_come_first_and_counted(self):
        replaced = "curl -X PUT https://api.cloudflare.com/client/v4/user/tokens/0123EXAMPLE"
        done = self.history_by_daemon(replaced, "--hints", "--only-if-changed")
        count, hint, rest = done.stdout.decode().split("\n")
        self.assertEqual((count, rest, done.stderr), ("hints 1", "", b""))
        self.assertIn("replaces all of its policies", hint)
        self.assertEqual(self.history_by_daemon("ls -l", "--hints").stdout, b"hints 0\nls -l")
        self.assertIn(hint.encode(), self.history_by_daemon(replaced).stderr)

    def test_append(self):
        path = self.path("home/h")
        with open(path, "wb") as opened:
            opened.write(b"no newline")
        for text in ("ls", LOGIN):
            self.assertIn(self.history(text, "--append", path).returncode, (0, 75))
        with open(path) as opened:
            lines = opened.read().splitlines()
        self.assertEqual(lines[:2], ["no newline", "ls"])
        self.assertTrue(lines[2].startswith(MASKED_LOGIN))
        self.assertEqual(len(lines), 3)
        self.assertEqual(self.files_with(PASSWORD), [])

    def test_append_only_if_changed_in_fish_form(self):
        path = self.path("home/fish_history")
        for text in ("ls", "echo 'a\\b'\n" + LOGIN):
            self.assertIn(self.history(text, "--only-if-changed", "--append", path, "--format", "fish").returncode, (0, 75))
        with open(path) as opened:
            text = opened.read()
        self.assertRegex(text, r"\A- cmd: echo 'a\\\\b'\\ncurl -u bob:\[REDACTED_\w+\].*\n  when: \d{10}\n\Z")
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)

    def test_time_stamps_as_bash_writes_them(self):
        path = self.path("home/h")
        self.history("ls", "--append", path, HISTTIMEFORMAT="%F ")
        with open(path) as opened:
            self.assertRegex(opened.read(), r"\A#\d{10}\nls\n\Z")

    def test_full_disk_is_said_and_the_text_still_comes(self):
        done = self.history(LOGIN, "--append", "/dev/full")
        self.assertEqual(done.returncode, 5)
        self.assertIn(b"history.append_failed", done.stderr)
        self.assertNotIn(PASSWORD.encode(), done.stdout + done.stderr)
        self.assertIn(b"[REDACTED_", done.stdout)

    def test_pattern_of_the_operator_is_known_to_daemon_and_client(self):
        secret = "acme_" + "0123456789abcdef" * 2
        added = self.redactctl("add-pattern", "--id", "acme-key", "--label", "ACME_KEY", "--pattern", "acme_[0-9a-f]{32}")
        self.assertEqual(added.returncode, 0, added.stderr)
        self.assertEqual(self.history_by_daemon("x " + secret).stdout, b"x [REDACTED_ACME_KEY]")
        local = self.history("x " + secret, "--local")
        self.assertEqual((local.returncode, local.stdout), (75, b"x [REDACTED_ACME_KEY]"))
        self.stop_daemon()
        self.assertEqual(self.history("x " + secret).stdout, b"x [REDACTED_ACME_KEY]")


class WithoutDaemon(ClientCase):
    with_daemon = False

    def check_masked_locally(self, within_s):
        start = time.monotonic()
        done = self.history(LOGIN)
        took = time.monotonic() - start
        self.assertEqual(done.returncode, 75)
        self.assertTrue(done.stdout.decode().startswith(MASKED_LOGIN), done.stdout)
        self.assertNotIn(PASSWORD.encode(), done.stdout + done.stderr)
        self.assertLess(took, within_s)

    def test_absent(self):
        self.check_masked_locally(2)
        done = self.history("ls -l")
        self.assertEqual((done.returncode, done.stdout), (0, b"ls -l"))

    def test_key_block(self):
        done = self.history("cat > key <<E\n" + PEM + "E\n")
        self.assertNotIn(b"EXAMPLE0123456789abcdef", done.stdout)

    def test_hung(self):
        self.false_daemon(lambda connection: time.sleep(30))
        self.check_masked_locally(2)

    def test_hung_daemon_is_told_to_the_hook_even_for_a_plain_line(self):
        self.false_daemon(lambda connection: time.sleep(30))
        done = self.history("ls -l")
        self.assertEqual((done.returncode, done.stdout), (75, b"ls -l"))

    def test_closes_at_once(self):
        self.false_daemon(lambda connection: connection.close())
        self.check_masked_locally(2)

    def test_half_an_answer(self):
        def behave(connection):
            read_request(connection.makefile("rb"))
            connection.sendall(b"ok %d findings=0 gen=1\n" % len(LOGIN) + LOGIN[:10].encode())
            time.sleep(30)

        self.false_daemon(behave)
        self.check_masked_locally(2)

    def test_trickled_answer_gets_no_more_time(self):
        def behave(connection):
            read_request(connection.makefile("rb"))
            connection.sendall(b"ok 1000 findings=0 gen=1\n")
            for _ in range(300):
                connection.sendall(b"x")
                time.sleep(0.01)

        self.false_daemon(behave)
        self.check_masked_locally(2)

    def test_garbage_and_refusal(self):
        for answer in (b"hello\n", b"ok many\n", b"ok -1\n", b"error 4 code=limits.busy\nbusy", b"\n" * 10):
            with self.subTest(answer=answer):
                def behave(connection, answer=answer):
                    read_request(connection.makefile("rb"))
                    connection.sendall(answer)

                daemon = self.false_daemon(behave)
                self.check_masked_locally(2)
                daemon.close()
                os.unlink(os.path.join(self.sockets, "capture.sock"))

    def test_socket_directory_of_somebody_else_is_not_used(self):
        self.false_daemon(lambda connection: connection.sendall(b"ok 0 findings=0 gen=1\n"))
        os.chmod(self.sockets, 0o777)
        self.check_masked_locally(2)

    def test_text_above_the_frame_limit(self):
        text = LOGIN + "\n" + "x" * (9 << 20)
        done = self.history(text)
        self.assertTrue(PASSWORD.encode() not in done.stdout)
        self.assertTrue(done.stdout.endswith(b"x" * (9 << 20)))


class Usage(ClientCase):
    with_daemon = False

    def test_wrong_usage_is_one_line_and_quotes_nothing(self):
        for arguments in ((), ("history",), ("history", "--shell"), ("history", "--shell", "bash", "zq-secret"),
                          ("history", "--shell", "bash", "--format", "fish"), ("zq-secret",), ("exec", "--zq-secret"), ("forward",),
                          ("history", "--shell", "bash", "--append", "f", "--format", "zq-secret"), ("mask", "zq-secret"),
                          ("log", "--zq-secret"), ("log", "-p", "zq-secret", "x")):
            with self.subTest(arguments=arguments):
                done = self.run_program([self.shim, *arguments])
                self.assertEqual(done.returncode, 2)
                self.assertEqual(done.stdout, b"")
                self.assertRegex(done.stderr.decode(), r"\Aredact-shim: shim\.[a-z_]+: [^\n]+\n\Z")
                self.assertNotIn(b"zq", done.stderr)

    def test_help_and_version(self):
        self.assertIn(b"redact-shim history --shell", self.run_program([self.shim, "--help"]).stdout)
        self.assertRegex(self.run_program([self.shim, "--version"]).stdout, rb"redact-shim \d+\.\d+\.\d+\n")


if __name__ == "__main__":
    unittest.main()
